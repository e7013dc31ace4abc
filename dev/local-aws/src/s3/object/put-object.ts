import { answerEmpty } from '../answer.ts';
import { openVerifiedBody } from '../body/verified-body.ts';
import type { S3Operation } from '../s3-services.ts';
import { checkKey } from './check-key.ts';
import { commitObject } from './commit-object.ts';
import { readAttributes } from './read-attributes.ts';
import { checkWriteCondition, readWriteCondition } from './write-condition.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: S3Operation = async (exchange, services) => {
  const { key, request } = exchange;
  const bucket = services.buckets.get(exchange.bucketName);
  checkKey(key);
  const condition = readWriteCondition(exchange);
  checkWriteCondition(condition, key, bucket.objects.get(key));
  readAttributes(request.headers);

  const body = openVerifiedBody(exchange);
  const blobId = await services.buckets.blobs.write(body.chunks);
  const checksums = body.checksums();
  const attributes = readAttributes(request.headers, checksums);
  const version = { bucket, key, blobId, size: body.length, etag: body.md5(), attributes };
  const record = commitObject(exchange, services, version, condition, 'ObjectCreated:Put');
  answerEmpty(exchange, 200, { etag: record.etag, ...checksums });
};
