import { ApiError } from '../api-error.ts';
import type { Api } from '../create-api.ts';
import {
  abortMultipartUpload,
  beginMultipartUpload,
  completeMultipartUpload,
  createUploads,
  getPhoto,
  listParts,
  type NewUpload,
  type PartUpload,
  signParts,
  type Upload,
} from '../generated/index.ts';
import { sendBytes } from './send-bytes.ts';
import type { SentFile } from './sent-file.ts';
import type { SignedRequest, Transport } from './transport.ts';

/** The way to the service and to S3. */
export function createTransport(client: Api): Transport {
  const pathOf = ({ photoId = '' }: SentFile) => ({ photoId });
  const handleOf = ({ multipart }: SentFile) => ({
    key: multipart?.key ?? '',
    uploadId: multipart?.uploadId ?? '',
  });

  return {
    async signUploads(files, signal) {
      const { uploads } = await createUploads({ client, body: { uploads: files.map(describe) }, signal });
      return uploads.map(({ photoId, upload }) => ({ photoId, ...toRequest(upload) }));
    },
    async exists(photoId, signal) {
      try {
        await getPhoto({ client, path: { photoId }, signal });
        return true;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return false;
        throw error;
      }
    },
    begin: (file, signal) => beginMultipartUpload({ client, body: describe(file), signal }),
    async signParts(file, parts, signal) {
      const body = { ...handleOf(file), parts: [...parts] };
      const signed = await signParts({ client, path: pathOf(file), body, signal });
      return signed.parts.map(toRequest);
    },
    listParts: (file, signal) => listParts({ client, path: pathOf(file), query: handleOf(file), signal }),
    async complete(file, parts, signal) {
      const sorted = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      const body = { ...handleOf(file), parts: sorted };
      await completeMultipartUpload({ client, path: pathOf(file), body, signal });
    },
    async abort(file) {
      await abortMultipartUpload({ client, path: pathOf(file), query: handleOf(file) });
    },
    send: sendBytes,
  };
}

function describe({ name, type, size }: SentFile) {
  // The service says whether it takes the type.
  return { filename: name, contentType: type as NewUpload['contentType'], size };
}

function toRequest({ url, headers = {}, expiresAt }: Upload['upload'] | PartUpload): SignedRequest {
  return { url, headers, expiresAt: Date.parse(expiresAt) };
}
