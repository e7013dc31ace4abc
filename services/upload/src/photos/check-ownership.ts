import { parseOriginalKey } from '@proofsheet/photos';
import { ProblemError } from '../http/problem.ts';
import type { MultipartUpload } from './multipart-store.ts';

/**
 * Returns the upload that a request names, if its key belongs to the caller's photo.
 * @throws ProblemError `upload-not-found`
 */
export function checkOwnership(
  owner: string,
  photoId: string,
  { key, uploadId }: MultipartUpload,
): MultipartUpload {
  const name = parseOriginalKey(key);
  if (name?.owner !== owner || name.photoId !== photoId) throw new ProblemError('upload-not-found');
  return { key, uploadId };
}
