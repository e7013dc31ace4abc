import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TestContext } from 'node:test';
import {
  type CallLimits,
  createConnections,
  createDirectObjectStore,
  createS3Client,
  createS3ObjectStore,
} from '../src/index.ts';
import { createCountingPool } from './counting-pool.ts';

/** Writes the bytes of an answer, or does something worse. */
export type Answer = (socket: Socket, method: string) => void;

export const body = 'the bytes of the object';
export const etag = '"0123456789abcdef0123456789abcdef"';

/** The head of a plain answer, with some headers changed; undefined leaves one out. */
export function headOf(status: number, changes: Readonly<Record<string, string | undefined>> = {}): string {
  const headers = {
    date: 'Sun, 22 Nov 2026 10:00:00 GMT',
    etag,
    'last-modified': 'Sun, 22 Nov 2026 09:00:00 GMT',
    'content-type': 'image/jpeg',
    'x-amz-meta-recipe': 'r1',
    'content-length': '0',
    ...changes,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}`,
  );
  return `HTTP/1.1 ${status} Some\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/** What S3 answers when all is well. */
export const good: Answer = (socket, method) => socket.write(goodText(method));

export function goodText(method: string): string {
  if (method === 'PUT') return headOf(200);
  return headOf(200, { 'content-length': String(body.length) }) + (method === 'GET' ? body : '');
}

/** The answer of S3 to what it refuses. */
export function refusal(status: number, code: string): Answer {
  return (socket, method) => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
    const head = headOf(status, {
      etag: undefined,
      'content-type': 'application/xml',
      'content-length': `${xml.length}`,
    });
    socket.write(method === 'HEAD' ? head : head + xml);
  };
}

/** Key and certificate of a server that speaks TLS, in PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

interface FaultServerOptions {
  readonly silentMs?: number;
  readonly identity?: Identity;
  readonly limits?: CallLimits;
}

/** A server that gives these answers in turn, and the last of them from then on; with both kinds of store over it. */
export async function startFaultServer(
  t: TestContext,
  answers: readonly Answer[],
  { silentMs = 15_000, identity, limits }: FaultServerOptions = {},
) {
  const seen: string[] = [];
  const signedAt: string[] = [];
  let sockets = 0;
  const answer: RequestListener = (request) => {
    request.resume().on('end', () => {
      const { method = '' } = request;
      seen.push(method);
      signedAt.push(String(request.headers['x-amz-date']));
      answers[Math.min(seen.length, answers.length) - 1]?.(request.socket, method);
    });
  };
  const options = { noDelay: true };
  const server = identity
    ? createSecureServer({ ...options, ...identity }, answer)
    : createServer(options, answer);
  server.on('connection', () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `${identity ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  const s3 = createS3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  const connections = createConnections(silentMs);
  const pool = createCountingPool();
  const fallbacks: string[] = [];
  const onFallback = (error: unknown) => fallbacks.push(String(error));
  t.after(() => {
    connections.close();
    s3.destroy();
    server.closeAllConnections();
    server.close();
  });
  return {
    direct: createDirectObjectStore(
      { s3, endpoint, connections, pool, onFallback, ...(limits && { limits }) },
      'photos',
    ),
    sdk: createS3ObjectStore(s3, 'photos', limits ? { limits } : {}),
    pool,
    fallbacks,
    seen,
    /** When each request was signed, by its own word. */
    signedAt,
    sockets: () => sockets,
  };
}
