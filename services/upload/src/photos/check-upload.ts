import { cleanFileName } from '@proofsheet/photos';
import { ProblemError } from '../http/problem.ts';
import type { NewUpload } from '../schemas/upload.ts';

/**
 * Refuses options that a form does not support. `where` is the position of the upload in the request.
 * @throws ProblemError `invalid-request`
 */
export function checkUpload({ method, sha256, filename }: NewUpload, where = 'body'): void {
  if (method !== 'POST') return;
  const wrong = (field: string, message: string) =>
    new ProblemError('invalid-request', { errors: [{ field: `${where}/${field}`, message }] });
  if (sha256 !== undefined) throw wrong('sha256', 'can only be checked with method PUT');
  // S3 would replace it with the name of the form's file, and store the photo under another key.
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the characters that S3 looks for.
  if (cleanFileName(filename).includes('${filename}')) {
    throw wrong('filename', 'must not contain a placeholder with method POST');
  }
}
