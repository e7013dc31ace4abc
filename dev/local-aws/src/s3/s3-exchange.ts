import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodePath, type RequestTarget } from '../http/request-target.ts';

/** One S3 request and the answer to it. */
export interface S3Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
  readonly requestId: string;
  readonly hostId: string;
  readonly method: string;
  /** Empty for the service itself. */
  readonly bucketName: string;
  /** Decoded; empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** Takes path-style requests only: `/bucket/key`. */
export function createS3Exchange(
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
): S3Exchange {
  const path = target.path.slice(1);
  const slash = path.indexOf('/');
  const bucketName = decodePath(slash === -1 ? path : path.slice(0, slash));
  const key = slash === -1 ? '' : decodePath(path.slice(slash + 1));
  return {
    request,
    response,
    target,
    requestId: randomBytes(8).toString('hex').toUpperCase(),
    hostId: randomBytes(24).toString('base64'),
    method: request.method ?? 'GET',
    bucketName,
    key,
    query: target.query,
  };
}

/** One header's value, several of a name joined by commas. */
export function headerOf(exchange: S3Exchange, name: string): string | undefined {
  const value = exchange.request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
