import { answerEmpty } from '../answer.ts';
import { openVerifiedBody } from '../body/verified-body.ts';
import { currentSecond } from '../object-record.ts';
import { invalidArgument, noSuchUpload, notImplemented } from '../s3-errors.ts';
import type { S3Operation } from '../s3-services.ts';
import { findUpload } from './find-upload.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: S3Operation = async (exchange, { buckets }) => {
  if (exchange.request.headers['x-amz-copy-source']) throw notImplemented('UploadPartCopy');
  const bucket = buckets.get(exchange.bucketName);
  const upload = findUpload(exchange, bucket);
  const number = readPartNumber(exchange.query.get('partNumber') ?? '');
  const body = openVerifiedBody(exchange);
  const blobId = await buckets.blobs.write(body.chunks);
  if (!bucket.uploads.has(upload.id)) {
    buckets.blobs.remove(blobId);
    throw noSuchUpload(upload.id);
  }
  const before = upload.parts.get(number);
  const md5 = body.md5();
  upload.parts.set(number, { number, blobId, size: body.length, md5, lastModified: currentSecond() });
  if (before) buckets.blobs.remove(before.blobId);
  answerEmpty(exchange, 200, { etag: `"${md5}"`, ...body.checksums() });
};

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
function readPartNumber(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 10_000) return number;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
}
