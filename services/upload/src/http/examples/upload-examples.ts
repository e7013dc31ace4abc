import type { UploadLimits } from '../../schemas/upload.ts';
import type { Examples } from './operation-example.ts';
import { expiresAt, filename, key, photoId, presigned, size, uploadId } from './samples.ts';

const partSize = 8 * 1024 ** 2;
const handle = { key, uploadId };
const etag = '"9b2cf535f27731c974343645a3985328"';

/** Examples of sending photos, within these limits. */
export function uploadExamples({ MAX_UPLOAD_BYTES, UPLOAD_CONTENT_TYPES }: UploadLimits): Examples {
  const [contentType = 'image/jpeg'] = UPLOAD_CONTENT_TYPES;
  const newUpload = { filename, contentType, size: Math.min(size, MAX_UPLOAD_BYTES) };
  const headers = { 'content-type': contentType, 'if-none-match': '*' };
  const upload = { photoId, upload: { method: 'PUT', url: presigned('originals'), headers, expiresAt } };
  const newPart = { partNumber: 1, size: Math.min(partSize, MAX_UPLOAD_BYTES) };
  const part = { method: 'PUT', url: presigned('originals'), headers: {}, expiresAt };
  return {
    createUpload: { body: newUpload, answers: { 201: upload } },
    createUploads: { body: { uploads: [newUpload] }, answers: { 201: { uploads: [upload] } } },
    beginMultipartUpload: {
      body: { ...newUpload, size: Math.min(5 * partSize, MAX_UPLOAD_BYTES) },
      answers: { 201: { photoId, ...handle, partSize } },
    },
    signPart: { body: { ...handle, ...newPart }, answers: { 200: part } },
    signParts: {
      body: { ...handle, parts: [newPart] },
      answers: { 200: { parts: [{ partNumber: 1, ...part }] } },
    },
    listParts: { answers: { 200: [{ PartNumber: 1, ETag: etag, Size: partSize }] } },
    completeMultipartUpload: {
      body: { ...handle, parts: [{ PartNumber: 1, ETag: etag }] },
      answers: { 200: { location: presigned('originals').split('?')[0] } },
    },
  };
}
