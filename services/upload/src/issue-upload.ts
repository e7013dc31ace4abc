import { cleanFileName, createPhotoId, originalKey } from '@proofsheet/photos';
import type { Static } from 'typebox';
import type { PresignUpload } from './presign-upload.ts';
import { Problem } from './problem.ts';
import type { NewUpload, Upload } from './schemas/upload.ts';

/** What may be uploaded. */
export interface UploadLimits {
  readonly UPLOAD_MAX_BYTES: number;
  readonly UPLOAD_CONTENT_TYPES: readonly string[];
}

interface IssueUploadOptions {
  readonly presignUpload: PresignUpload;
  readonly now: () => Date;
}

/** Gives a photo that will be uploaded its id and its key, and signs the upload. Nothing is stored yet. */
export function createIssueUpload({ presignUpload, now }: IssueUploadOptions) {
  return async (owner: string, wanted: Static<typeof NewUpload>): Promise<Static<typeof Upload>> => {
    const { filename, contentType, size, sha256 } = wanted;
    const time = now();
    const photoId = createPhotoId(time.getTime());
    const key = originalKey({ owner, photoId, fileName: cleanFileName(filename) });
    const upload = await presignUpload({ key, contentType, size, sha256: sha256 && toBase64(sha256) }, time);
    return { photoId, upload };
  };
}

export type IssueUpload = ReturnType<typeof createIssueUpload>;

/**
 * Refuses what is not accepted before anybody sends it.
 * @throws Problem `content-type-refused` or `photo-too-large`
 */
export function checkLimits(wanted: Static<typeof NewUpload>, limits: UploadLimits): void {
  if (!limits.UPLOAD_CONTENT_TYPES.includes(wanted.contentType)) {
    const detail = `Accepted are ${limits.UPLOAD_CONTENT_TYPES.join(', ')}`;
    throw new Problem('content-type-refused', { detail });
  }
  if (wanted.size > limits.UPLOAD_MAX_BYTES) {
    throw new Problem('photo-too-large', { detail: `At most ${limits.UPLOAD_MAX_BYTES} bytes are accepted` });
  }
}

function toBase64(sha256: string): string {
  return sha256.length === 64 ? Buffer.from(sha256, 'hex').toString('base64') : sha256;
}
