import { answerXml } from '../answer.ts';
import { invalidRequest } from '../s3-errors.ts';
import { headerOf } from '../s3-exchange.ts';
import type { S3Operation } from '../s3-services.ts';
import { checkKey } from './check-key.ts';
import { commitObject } from './commit-object.ts';
import { findCopySource } from './find-copy-source.ts';
import { readAttributes } from './read-attributes.ts';
import { readWriteCondition } from './write-condition.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: S3Operation = async (exchange, services) => {
  const bucket = services.buckets.get(exchange.bucketName);
  const { key } = exchange;
  checkKey(key);
  const condition = readWriteCondition(exchange);
  const source = findCopySource(exchange, services);
  const replaces = headerOf(exchange, 'x-amz-metadata-directive') === 'REPLACE';
  if (!replaces && source.bucket === bucket.name && source.key === key) {
    throw invalidRequest('This copy request is illegal because it is trying to copy an object to itself.');
  }
  const attributes = replaces ? readAttributes(exchange.request.headers) : source.attributes;
  const blobId = await services.buckets.blobs.copy(source.id);
  const version = {
    bucket,
    key,
    blobId,
    size: source.size,
    etag: source.etag.replaceAll('"', ''),
    attributes,
  };
  const record = commitObject(exchange, services, version, condition, 'ObjectCreated:Copy');
  answerXml(exchange, 'CopyObjectResult', { LastModified: record.lastModified, ETag: record.etag });
};
