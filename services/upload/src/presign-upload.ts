import type { Presigner } from './presigner.ts';

/** What a client is going to upload. */
export interface UploadRequest {
  readonly key: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Base64. */
  readonly sha256: string | undefined;
}

/** What the client sends, as it is: S3 refuses anything else. */
export interface PresignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly expiresAt: string;
}

/**
 * Signs a PUT of exactly this key, type, length and, if given, checksum. `if-none-match: *` lets it succeed once:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function createPresignUpload(presign: Presigner, urlSeconds: number) {
  return async ({ key, contentType, size, sha256 }: UploadRequest, now: Date): Promise<PresignedUpload> => {
    const headers = {
      'content-type': contentType,
      'content-length': String(size),
      'if-none-match': '*',
      ...(sha256 !== undefined && { 'x-amz-checksum-sha256': sha256 }),
    };
    const url = await presign({
      method: 'PUT',
      key,
      headers,
      query: { 'x-id': 'PutObject' },
      signedAt: now,
      expiresIn: urlSeconds,
    });
    return { method: 'PUT', url, headers, expiresAt: addSeconds(now, urlSeconds) };
  };
}

/** S3 counts from whole seconds. */
function addSeconds(time: Date, seconds: number): string {
  return new Date((Math.floor(time.getTime() / 1000) + seconds) * 1000).toISOString();
}

export type PresignUpload = ReturnType<typeof createPresignUpload>;
