import { ApiError } from '../api/api-error.ts';
import type { CallApi } from '../api/call-api.ts';
import { sendBytes } from './send-bytes.ts';
import type { SignedRequest, Transport } from './transport.ts';
import type { StoredPart, Upload } from './upload.ts';

interface Signed {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** The uploader's way to the service and to S3. */
export function createTransport(call: CallApi): Transport {
  const path = ({ photoId = '' }: Upload, rest = '') => `/v1/uploads/${encodeURIComponent(photoId)}${rest}`;
  const handle = ({ multipart }: Upload) => ({
    key: multipart?.key ?? '',
    uploadId: multipart?.uploadId ?? '',
  });

  return {
    async signUploads(uploads, signal) {
      const body = { uploads: uploads.map(describe) };
      const answer = await call<{ uploads: { photoId: string; upload: Signed }[] }>('/v1/uploads/batch', {
        body,
        signal,
      });
      return answer.uploads.map(({ photoId, upload }) => ({ photoId, ...toRequest(upload) }));
    },
    async exists(photoId, signal) {
      try {
        await call(`/v1/photos/${encodeURIComponent(photoId)}`, { signal });
        return true;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return false;
        throw error;
      }
    },
    begin: (upload, signal) => call('/v1/uploads/multipart', { body: describe(upload), signal }),
    async signParts(upload, parts, signal) {
      const answer = await call<{ parts: Signed[] }>(path(upload, '/parts/batch'), {
        body: { ...handle(upload), parts },
        signal,
      });
      return answer.parts.map(toRequest);
    },
    listParts(upload, signal): Promise<StoredPart[]> {
      return call(path(upload, `/parts?${new URLSearchParams(handle(upload))}`), { signal });
    },
    async complete(upload, parts, signal) {
      const sorted = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      await call(path(upload, '/complete'), { body: { ...handle(upload), parts: sorted }, signal });
    },
    async abort(upload) {
      await call(path(upload, `?${new URLSearchParams(handle(upload))}`), { method: 'DELETE' });
    },
    send: sendBytes,
  };
}

function describe({ name, type, size }: Upload) {
  return { filename: name, contentType: type, size };
}

function toRequest({ url, headers = {}, expiresAt }: Signed): SignedRequest {
  return { url, headers, expiresAt: Date.parse(expiresAt) };
}
