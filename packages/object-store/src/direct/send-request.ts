import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { resolveBucketUrl, type SignerOptions } from '../bucket-url.ts';
import { encodeKey } from '../encode-key.ts';
import { createServerClock } from '../server-clock.ts';
import { createSha256 } from '../sha256.ts';
import type { Exchange } from './connection.ts';
import type { Connections } from './connections.ts';

export interface DirectRequest {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  /** Names in lower case. All headers are signed. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly signal: AbortSignal;
  readonly onHead: Exchange['onHead'];
}

/** Resolves when the whole answer is there. Throws `UnwantedResponseError`, the signal's reason, or the error of the connection. */
export type SendRequest = (request: DirectRequest) => Promise<void>;

/**
 * Sends signed requests to one bucket without the SDK's middleware. Credentials, bucket endpoint and signature still come
 * from the SDK.
 */
export function createSendRequest(bucket: SignerOptions, connections: Connections): SendRequest {
  const { credentials, region } = bucket.s3.config;
  const sha256 = createSha256();
  const signer = new SignatureV4({ service: 's3', credentials, region, sha256, uriEscapePath: false });
  const clock = createServerClock();
  let place: Promise<URL> | undefined;

  return async ({ method, key, headers = {}, body, signal, onHead }) => {
    signal.throwIfAborted();
    place ??= resolveBucketUrl(bucket);
    const origin = await place;
    const { protocol, host, pathname } = origin;
    const path = `${pathname.replace(/\/$/, '')}/${encodeKey(key)}`;
    const request = new HttpRequest({ method, protocol, path, headers: { host, ...headers }, body });
    const signed = await signer.sign(request, { signingDate: clock.now() });
    const head = `${method} ${path} HTTP/1.1\r\n${writeHeaders(signed.headers)}\r\n`;
    const onHeadAndDate: Exchange['onHead'] = (answer, length) => {
      clock.note(answer.headers.date);
      return onHead(answer, length);
    };
    await connections.exchange(origin, { method, head, body, onHead: onHeadAndDate, signal });
  };
}

function writeHeaders(headers: Readonly<Record<string, string>>): string {
  let text = '';
  for (const [name, value] of Object.entries(headers)) {
    // A line break would start an unsigned header or request.
    if (/[^\t\x20-\x7e]/.test(value)) throw new Error(`the header ${name} cannot be sent`);
    text += `${name}: ${value}\r\n`;
  }
  return text;
}
