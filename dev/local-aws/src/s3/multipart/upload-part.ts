import { answerEmpty, answerXml } from '../answer.ts';
import { createDigests } from '../body/digests.ts';
import { openVerifiedBody } from '../body/verified-body.ts';
import type { Bucket } from '../bucket.ts';
import type { Buckets } from '../create-buckets.ts';
import { findCopySource } from '../object/find-copy-source.ts';
import { readRange } from '../object/read-range.ts';
import { currentSecond } from '../object-record.ts';
import { invalidArgument, noSuchUpload } from '../s3-errors.ts';
import { headerOf } from '../s3-exchange.ts';
import type { S3Operation } from '../s3-services.ts';
import { findUpload } from './find-upload.ts';
import type { MultipartUpload, UploadedPart } from './multipart-upload.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: S3Operation = async (exchange, { buckets }) => {
  const bucket = buckets.get(exchange.bucketName);
  const upload = findUpload(exchange, bucket);
  const number = readPartNumber(exchange.query.get('partNumber') ?? '');
  const body = openVerifiedBody(exchange);
  const blobId = await buckets.blobs.write(body.chunks);
  const md5 = body.md5();
  addPart(buckets, bucket, upload, { number, blobId, size: body.length, md5, lastModified: currentSecond() });
  answerEmpty(exchange, 200, { etag: `"${md5}"`, ...body.checksums() });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const copyPart: S3Operation = async (exchange, services) => {
  const { buckets } = services;
  const bucket = buckets.get(exchange.bucketName);
  const upload = findUpload(exchange, bucket);
  const number = readPartNumber(exchange.query.get('partNumber') ?? '');
  const source = findCopySource(exchange, services);
  const range = readRange(headerOf(exchange, 'x-amz-copy-source-range'), source.size);
  const digests = createDigests(['md5']);
  const blobId = await buckets.blobs.write(digests.measure(buckets.blobs.read(source.id, range)));
  const md5 = digests.digest('md5', 'hex');
  const lastModified = currentSecond();
  addPart(buckets, bucket, upload, { number, blobId, size: digests.size, md5, lastModified });
  answerXml(exchange, 'CopyPartResult', { LastModified: lastModified, ETag: `"${md5}"` });
};

function addPart(buckets: Buckets, bucket: Bucket, upload: MultipartUpload, part: UploadedPart): void {
  if (!bucket.uploads.has(upload.id)) {
    buckets.blobs.remove(part.blobId);
    throw noSuchUpload(upload.id);
  }
  const before = upload.parts.get(part.number);
  upload.parts.set(part.number, part);
  if (before) buckets.blobs.remove(before.blobId);
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
function readPartNumber(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 10_000) return number;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
}
