import { answerEmpty } from '../answer.ts';
import type { Bucket } from '../bucket.ts';
import type { S3Exchange } from '../s3-exchange.ts';
import type { S3Operation, S3Services } from '../s3-services.ts';
import { checkWriteCondition, readWriteCondition, type WriteCondition } from './write-condition.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: S3Operation = (exchange, services) => {
  const bucket = services.buckets.get(exchange.bucketName);
  removeObject(exchange, services, bucket, exchange.key, readWriteCondition(exchange));
  answerEmpty(exchange, 204);
};

/**
 * Without a condition an absent object is fine, and no event follows.
 * @throws PreconditionFailed (412), NoSuchKey (404).
 */
export function removeObject(
  exchange: S3Exchange,
  services: S3Services,
  bucket: Bucket,
  key: string,
  condition: WriteCondition,
): void {
  const record = bucket.objects.get(key);
  checkWriteCondition(condition, key, record);
  if (!record) return;
  services.buckets.removeObject(record);
  services.notify(exchange, bucket, {
    eventName: 'ObjectRemoved:Delete',
    key,
    sequencer: services.nextSequencer(),
  });
}
