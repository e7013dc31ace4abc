import { NoAnswer } from '@proofsheet/client';
import { type SignedUpload, StorageError, type Transport } from '@proofsheet/client/upload';
import type { Upload } from '../src/uploader/upload.ts';

/** What S3 is to do with the bytes of a request. */
export type Fault = 'take' | 'lose-answer' | 'refuse' | 'cut' | 'hang';

export interface FakeTransportOptions {
  readonly faultOf?: (url: string, attempt: number) => Fault;
  readonly now?: () => number;
  readonly partSize?: number;
}

/** A service and an S3 in memory, which count what they are asked for. */
export function createFakeTransport({
  faultOf = () => 'take',
  now = () => 0,
  partSize = 10,
}: FakeTransportOptions = {}) {
  const objects = new Map<string, number>();
  const parts = new Map<string, Map<number, number>>();
  const attempts = new Map<string, number>();
  const signCalls: number[] = [];
  const sentUrls: string[] = [];
  const aborted: string[] = [];
  let bytes = 0;
  let issued = 0;
  let signError: unknown;

  const transport: Transport = {
    async signUploads(uploads) {
      if (signError) throw signError;
      signCalls.push(uploads.length);
      return uploads.map((upload): SignedUpload => {
        const photoId = `photo-${++issued}`;
        return { photoId, url: `put:${photoId}:${upload.name}`, headers: {}, expiresAt: now() + 900_000 };
      });
    },
    exists: async (photoId) => objects.has(photoId),
    async begin() {
      const photoId = `photo-${++issued}`;
      parts.set(photoId, new Map());
      return { photoId, key: photoId, uploadId: `upload-${photoId}`, partSize };
    },
    signParts: async ({ photoId = '' }: Upload, wanted) =>
      wanted.map(({ partNumber }) => ({
        url: `part:${photoId}:${partNumber}`,
        headers: {},
        expiresAt: now() + 900_000,
      })),
    listParts: async ({ photoId = '' }) =>
      [...(parts.get(photoId) ?? [])].map(([PartNumber]) => ({ PartNumber, ETag: `"${PartNumber}"` })),
    async complete({ photoId = '' }, list) {
      const stored = parts.get(photoId);
      objects.set(
        photoId,
        list.reduce((sum, { PartNumber }) => sum + (stored?.get(PartNumber) ?? 0), 0),
      );
    },
    async abort({ photoId = '' }) {
      aborted.push(photoId);
    },
    async send({ url }, body, { signal, onProgress }) {
      const attempt = (attempts.get(url) ?? 0) + 1;
      attempts.set(url, attempt);
      sentUrls.push(url);
      const fault = faultOf(url, attempt);
      if (fault === 'cut') throw new NoAnswer();
      if (fault === 'refuse') throw new StorageError(403);
      signal.throwIfAborted();
      if (fault === 'hang') {
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }
      const [kind, photoId = '', part = ''] = url.split(':');
      if (kind === 'put' && objects.has(photoId)) throw new StorageError(412);
      onProgress(body.size);
      bytes += body.size;
      if (kind === 'put') objects.set(photoId, body.size);
      else parts.get(photoId)?.set(Number(part), body.size);
      if (fault === 'lose-answer') throw new NoAnswer();
      return `"${part}"`;
    },
  };
  return {
    transport,
    objects,
    signCalls,
    sentUrls,
    aborted,
    bytesSent: () => bytes,
    refuseToSign: (error: unknown) => {
      signError = error;
    },
  };
}
