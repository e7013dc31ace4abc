import { AwsError } from '../../aws-error.ts';
import { entityTooLarge, incompleteBody, invalidRequest, notImplemented } from '../s3-errors.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';
import type { DigestName } from './digests.ts';

/** What the headers of a request say about its body. */
export interface BodyClaims {
  readonly chunked: boolean;
  /** Bytes, without framing. */
  readonly length: number;
  /** Hex, signed. */
  readonly sha256?: string;
  /** Base64. */
  readonly md5?: string;
  /** Base64 by header name. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Header names of the checksums that follow the body. */
  readonly trailing: readonly string[];
}

/** One PUT: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
export const LARGEST_PUT = 5 * 1024 ** 3;

const SUPPORTED: Readonly<Record<string, DigestName>> = {
  'x-amz-checksum-crc32': 'crc32',
  'x-amz-checksum-sha1': 'sha1',
  'x-amz-checksum-sha256': 'sha256',
};

/** The algorithm behind a checksum header. @throws NotImplemented (501) for those that aren't known here. */
export function digestOf(header: string): DigestName {
  const name = SUPPORTED[header];
  if (!name) throw notImplemented(header);
  return name;
}

/**
 * Reads the headers that describe the body.
 * @throws MissingContentLength (411), EntityTooLarge, InvalidRequest, NotImplemented, and so on.
 */
export function readBodyClaims(exchange: S3Exchange): BodyClaims {
  const payload = headerOf(exchange, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const chunked = payload.startsWith('STREAMING-');
  const md5 = headerOf(exchange, 'content-md5');
  const trailer = headerOf(exchange, 'x-amz-trailer');
  if (md5 !== undefined && Buffer.from(md5, 'base64').length !== 16) {
    throw new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.');
  }
  return {
    chunked,
    length: readLength(exchange, chunked),
    ...(/^[0-9a-f]{64}$/.test(payload) && { sha256: payload }),
    ...(md5 !== undefined && { md5 }),
    checksums: readChecksums(exchange),
    trailing: trailer === undefined ? [] : trailer.split(',').map((name) => name.trim().toLowerCase()),
  };
}

function readLength(exchange: S3Exchange, chunked: boolean): number {
  const text = headerOf(exchange, chunked ? 'x-amz-decoded-content-length' : 'content-length');
  if (text === undefined) {
    throw new AwsError('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
  }
  if (!/^\d+$/.test(text)) throw incompleteBody();
  if (Number(text) > LARGEST_PUT) throw entityTooLarge(Number(text), LARGEST_PUT);
  return Number(text);
}

function readChecksums(exchange: S3Exchange): Record<string, string> {
  const settings = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-mode', 'x-amz-checksum-type']);
  const names = Object.keys(exchange.request.headers).filter(
    (name) => name.startsWith('x-amz-checksum-') && !settings.has(name),
  );
  if (names.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  return Object.fromEntries(names.map((name) => [name, headerOf(exchange, name) ?? '']));
}
