import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import pMap from 'p-map';
import type { ApiClient, MultipartUpload, StoredPart } from './api-client.ts';
import type { PhotoFile } from './find-photos.ts';
import { putBytes } from './put-bytes.ts';
import { retryOn } from './retry-on.ts';

export interface SendPartsOptions {
  readonly api: ApiClient;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Called with the bytes of each part that is stored, those of earlier runs included. */
  readonly onBytes: (bytes: number) => void;
}

/** Parts of one file sent at a time. */
const concurrency = 3;

/**
 * Sends the parts that are not stored yet, then completes the photo. S3 checks each part against its MD5. Returns `false`
 * if the upload is not known and its photo is not stored: it has to begin anew.
 */
export async function sendParts(
  file: PhotoFile,
  upload: MultipartUpload,
  options: SendPartsOptions,
): Promise<boolean> {
  const { api, signal, onBytes } = options;
  const known = await retryOn(() => api.listParts(upload, signal), signal);
  if (!known) return api.has(upload.photoId, signal);
  const blob = await openAsBlob(file.path);
  const numbers = Array.from({ length: Math.ceil(file.size / upload.partSize) }, (_, index) => index + 1);
  const parts = await pMap(
    numbers,
    async (number) => {
      const bytes = blob.slice((number - 1) * upload.partSize, number * upload.partSize);
      const stored = known.find(({ PartNumber, Size }) => PartNumber === number && Size === bytes.size);
      const part = stored ?? (await retryOn(() => sendPart(upload, number, bytes, options), signal));
      onBytes(bytes.size);
      return part;
    },
    { concurrency, signal },
  );
  await retryOn(() => api.complete(upload, parts, signal), signal);
  return true;
}

/** Each attempt has a fresh URL. */
async function sendPart(
  upload: MultipartUpload,
  number: number,
  bytes: Blob,
  { api, signal, now }: SendPartsOptions,
): Promise<StoredPart> {
  const put = await api.signPart(upload, { partNumber: number, size: bytes.size }, signal);
  const headers = { ...put.headers, 'content-md5': await md5(bytes) };
  const result = await putBytes({ ...put, headers }, bytes, { now, signal });
  if (typeof result === 'string') throw new Error(`S3 refused part ${number} of ${upload.key}: ${result}`);
  return { PartNumber: number, ETag: result.etag, Size: bytes.size };
}

async function md5(bytes: Blob): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of bytes.stream()) hash.update(chunk);
  return hash.digest('base64');
}
