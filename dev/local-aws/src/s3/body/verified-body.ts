import { AwsError } from '../../aws-error.ts';
import { incompleteBody } from '../s3-errors.ts';
import type { S3Exchange } from '../s3-exchange.ts';
import { type BodyClaims, digestOf, readBodyClaims } from './body-claims.ts';
import { decodeAwsChunked } from './decode-aws-chunked.ts';
import { createDigests, type Digests } from './digests.ts';

/** A body that is verified while it is read: reading fails if it differs from what the headers say. */
export interface VerifiedBody {
  /** Bytes. */
  readonly length: number;
  readonly chunks: AsyncIterable<Buffer>;
  /** Hex. After the last chunk only. */
  md5(): string;
  /** Base64 by header name, from headers and trailers. After the last chunk only. */
  checksums(): Readonly<Record<string, string>>;
}

/** @throws what `readBodyClaims` throws; reading throws BadDigest, XAmzContentSHA256Mismatch or IncompleteBody (400). */
export function openVerifiedBody(exchange: S3Exchange): VerifiedBody {
  const claims = readBodyClaims(exchange);
  const declared = [...Object.keys(claims.checksums), ...claims.trailing].map(digestOf);
  const digests = createDigests(['md5', ...(claims.sha256 ? (['sha256'] as const) : []), ...declared]);
  const trailers = new Map<string, string>();
  // Read a refused body to its end, otherwise the client never sees the response.
  const request = exchange.request.iterator({ destroyOnReturn: false });
  const source = claims.chunked ? decodeAwsChunked(request, trailers) : request;
  const checksums = () => ({ ...claims.checksums, ...pick(trailers, claims.trailing) });
  return {
    length: claims.length,
    chunks: verifyAll(source, claims.length, digests, () => checkDigests(claims, digests, checksums())),
    md5: () => digests.digest('md5', 'hex'),
    checksums,
  };
}

async function* verifyAll(
  source: AsyncIterable<Buffer>,
  length: number,
  digests: Digests,
  verifyDigests: () => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of digests.measure(source)) {
    if (digests.size > length) throw incompleteBody();
    yield chunk;
  }
  if (digests.size !== length) throw incompleteBody();
  verifyDigests();
}

function checkDigests(claims: BodyClaims, digests: Digests, checksums: Record<string, string>): void {
  if (claims.sha256 && digests.digest('sha256', 'hex') !== claims.sha256) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new AwsError('XAmzContentSHA256Mismatch', 400, message);
  }
  if (claims.md5 && digests.digest('md5', 'base64') !== claims.md5) throw badDigest('Content-MD5');
  for (const name of claims.trailing) if (!(name in checksums)) throw badDigest(name);
  for (const [name, value] of Object.entries(checksums)) {
    if (digests.digest(digestOf(name), 'base64') !== value) throw badDigest(name);
  }
}

function badDigest(name: string): AwsError {
  return new AwsError('BadDigest', 400, `The ${name} you specified did not match the calculated checksum.`);
}

function pick(trailers: ReadonlyMap<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries([...trailers].filter(([name]) => names.includes(name)));
}
