import type { Bucket } from '../bucket.ts';
import { noSuchUpload } from '../s3-errors.ts';
import type { S3Exchange } from '../s3-exchange.ts';
import type { MultipartUpload } from './multipart-upload.ts';

/** The upload that the request names, of that key. @throws NoSuchUpload (404). */
export function findUpload(exchange: S3Exchange, bucket: Bucket): MultipartUpload {
  const id = exchange.query.get('uploadId') ?? '';
  const upload = bucket.uploads.get(id);
  if (upload?.key !== exchange.key) throw noSuchUpload(id);
  return upload;
}
