import { cleanFileName } from '@proofsheet/photos';
import type { Static } from 'typebox';
import { ProblemError } from '../http/problem.ts';
import type { NewUpload } from '../schemas/upload.ts';

/** What may be uploaded. */
export interface UploadLimits {
  readonly MAX_UPLOAD_BYTES: number;
  readonly UPLOAD_CONTENT_TYPES: readonly string[];
}

/**
 * Refuses what is not accepted before anybody sends it. `where` is the upload's place in the request.
 * @throws ProblemError `invalid-request`, `content-type-refused` or `photo-too-large`
 */
export function checkUpload(
  wanted: Pick<Static<typeof NewUpload>, 'filename' | 'contentType' | 'size' | 'sha256' | 'method'>,
  limits: UploadLimits,
  where = 'body',
): void {
  const { UPLOAD_CONTENT_TYPES: types, MAX_UPLOAD_BYTES: bytes } = limits;
  const wrong = (name: string, message: string) => ({ errors: [{ field: `${where}/${name}`, message }] });
  if (!types.includes(wanted.contentType)) {
    throw new ProblemError(
      'content-type-refused',
      wrong('contentType', `must be one of ${types.join(', ')}`),
    );
  }
  if (wanted.size > bytes)
    throw new ProblemError('photo-too-large', wrong('size', `must be at most ${bytes}`));
  if (wanted.method !== 'POST') return;
  if (wanted.sha256 !== undefined) {
    throw new ProblemError('invalid-request', wrong('sha256', 'can only be checked with method PUT'));
  }
  // S3 would replace it by the name of the form's file, and store the photo under another key.
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the characters that S3 looks for.
  if (cleanFileName(wanted.filename).includes('${filename}')) {
    throw new ProblemError(
      'invalid-request',
      wrong('filename', 'must not hold a placeholder with method POST'),
    );
  }
}
