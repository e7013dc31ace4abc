import { randomBytes } from 'node:crypto';
import { answerXml } from '../answer.ts';
import { checkKey } from '../object/check-key.ts';
import { readAttributes } from '../object/read-attributes.ts';
import type { S3Operation } from '../s3-services.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const startUpload: S3Operation = (exchange, { buckets }) => {
  const { key } = exchange;
  const bucket = buckets.get(exchange.bucketName);
  checkKey(key);
  const id = randomBytes(24).toString('base64url');
  const attributes = readAttributes(exchange.request.headers);
  bucket.uploads.set(id, { id, key, startedAt: new Date().toISOString(), attributes, parts: new Map() });
  answerXml(exchange, 'InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: id });
};
