import { cleanFileName, createPhotoId, originalKey } from '@proofsheet/photos';
import type { Static } from 'typebox';
import type { UploadMethod } from '../metrics/create-upload-metrics.ts';
import type { PresignUpload } from '../presign/presign-upload.ts';
import type { NewUpload, Upload } from '../schemas/upload.ts';

interface IssueUploadOptions {
  readonly presignPut: PresignUpload;
  readonly presignPost: PresignUpload;
  /** Called with the method of every upload that was issued. */
  readonly count: (method: UploadMethod) => void;
  readonly now: () => Date;
}

/** Creates the id and the key of a photo that will be uploaded, and signs the upload. Nothing is stored yet. */
export function createIssueUpload({ presignPut, presignPost, count, now }: IssueUploadOptions) {
  return async (owner: string, wanted: NewUpload): Promise<Static<typeof Upload>> => {
    const { filename, contentType, size, method = 'PUT' } = wanted;
    const time = now();
    const photoId = createPhotoId(time.getTime());
    const key = originalKey({ owner, photoId, fileName: cleanFileName(filename) });
    const sha256 = wanted.sha256 && toBase64(wanted.sha256);
    const presign = method === 'POST' ? presignPost : presignPut;
    const upload = await presign({ key, contentType, size, sha256 }, time);
    count(method);
    return { photoId, upload };
  };
}

export type IssueUpload = ReturnType<typeof createIssueUpload>;

function toBase64(sha256: string): string {
  return sha256.length === 64 ? Buffer.from(sha256, 'hex').toString('base64') : sha256;
}
