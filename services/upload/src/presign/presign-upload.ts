import type { PolicySigner } from './policy-signer.ts';
import type { Presigner } from './presigner.ts';
import { toIsoTime } from './signing-key.ts';

/** The photo that a client will upload. */
export interface UploadRequest {
  readonly key: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Base64; for PUT only. */
  readonly sha256: string | undefined;
}

/**
 * Headers that the client must send exactly as they are. The length is signed too, but is not listed: clients set it
 * themselves, and browsers do not let a page set it.
 */
export type PresignedUpload = { readonly url: string; readonly expiresAt: string } & (
  | { readonly method: 'PUT'; readonly headers: Record<string, string> }
  | { readonly method: 'POST'; readonly fields: Record<string, string> }
);

export type PresignUpload = (request: UploadRequest, signedAt: Date) => Promise<PresignedUpload>;

/**
 * Signs a PUT of exactly this key, type, length and, if given, checksum. `if-none-match: *` makes it fail if the object exists:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function createPresignPut(presign: Presigner, urlSeconds: number): PresignUpload {
  return async ({ key, contentType, size, sha256 }, signedAt) => {
    const headers = {
      'content-type': contentType,
      'if-none-match': '*',
      ...(sha256 !== undefined && { 'x-amz-checksum-sha256': sha256 }),
    };
    const query = { 'x-id': 'PutObject' };
    const signed = { ...headers, 'content-length': String(size) };
    const request = { method: 'PUT', key, headers: signed, query, signedAt, expiresIn: urlSeconds } as const;
    const { url, expiresAt } = await presign(request);
    return { method: 'PUT', url, headers, expiresAt: toIsoTime(expiresAt) };
  };
}

/** Signs a form for exactly this key, type and length. A form cannot be limited to one use, nor to a checksum. */
export function createPresignPost(signPolicy: PolicySigner, urlSeconds: number): PresignUpload {
  return async ({ key, contentType, size }, signedAt) => {
    const fields = { key, 'Content-Type': contentType };
    const { expiresAt, ...form } = await signPolicy({ fields, size, signedAt, expiresIn: urlSeconds });
    return { method: 'POST', ...form, expiresAt: toIsoTime(expiresAt) };
  };
}

/** One part of an upload. */
export interface PartRequest {
  readonly key: string;
  readonly uploadId: string;
  readonly partNumber: number;
  /** Bytes. */
  readonly size: number;
}

export type PresignPart = ReturnType<typeof createPresignPart>;

/** Signs a PUT of exactly this part and length. */
export function createPresignPart(presign: Presigner, urlSeconds: number) {
  return async ({ key, uploadId, partNumber, size }: PartRequest, signedAt: Date) => {
    const headers = { 'content-length': String(size) };
    const query = { partNumber: String(partNumber), uploadId, 'x-id': 'UploadPart' };
    const request = { method: 'PUT', key, headers, query, signedAt, expiresIn: urlSeconds } as const;
    const { url, expiresAt } = await presign(request);
    return { method: 'PUT' as const, url, headers: {}, expiresAt: toIsoTime(expiresAt) };
  };
}
