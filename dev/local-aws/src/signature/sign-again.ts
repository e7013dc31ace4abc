import type { IncomingHttpHeaders } from 'node:http';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { encodeUriPath } from '../http/encode-uri.ts';
import { decodePath, type RequestTarget } from '../http/request-target.ts';
import type { RequestSignature } from './request-signature.ts';
import { Sha256 } from './sha256.ts';

/** The only valid key pair. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The signed request, as received. */
export interface ReceivedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly target: RequestTarget;
  /** Needed only where the client doesn't say the body's hash in a header, which S3 clients always do. */
  readonly body?: Buffer;
}

/** The signature that the request would carry had our secret signed it, in hex. */
export async function signAgain(
  received: ReceivedRequest,
  claim: RequestSignature,
  credentials: Credentials,
): Promise<string> {
  const signer = createSigner(claim, credentials);
  const request = toSignable(received, claim);
  const signed = new Set(claim.signedHeaders);
  const options = { signingDate: claim.signedAt, signableHeaders: signed };
  if (claim.place === 'header') {
    const { headers } = await signer.sign(request, options);
    return /Signature=(\w+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  }
  const { query } = await signer.presign(request, {
    ...options,
    unhoistableHeaders: signed,
    ...(claim.expiresIn && { expiresIn: claim.expiresIn }),
  });
  return String(query?.['X-Amz-Signature']);
}

/** The signature of a text, such as a form's policy, in hex. */
export async function signText(
  text: string,
  claim: RequestSignature,
  credentials: Credentials,
): Promise<string> {
  return createSigner(claim, credentials).sign(text, { signingDate: claim.signedAt });
}

function createSigner(claim: RequestSignature, credentials: Credentials): SignatureV4 {
  return new SignatureV4({
    credentials,
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    uriEscapePath: claim.service !== 's3',
    applyChecksum: false,
  });
}

function toSignable(
  { method, headers, target, body }: ReceivedRequest,
  claim: RequestSignature,
): HttpRequest {
  return new HttpRequest({
    method,
    path: claim.service === 's3' ? encodeUriPath(decodePath(target.path)) : target.path,
    query: toQueryBag(target.query),
    headers: pickHeaders(headers, claim.signedHeaders),
    // The signer hashes bytes only; anything else counts as an unsigned payload.
    body: body ?? {},
  });
}

function toQueryBag(query: URLSearchParams): Record<string, string[]> {
  const names = [...new Set(query.keys())].filter((name) => name !== 'X-Amz-Signature');
  return Object.fromEntries(names.map((name) => [name, query.getAll(name)]));
}

function pickHeaders(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  const found = names.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value] as const];
  });
  return Object.fromEntries(found);
}
