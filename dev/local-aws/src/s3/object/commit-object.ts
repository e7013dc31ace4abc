import { currentSecond, type ObjectRecord } from '../object-record.ts';
import type { S3Exchange } from '../s3-exchange.ts';
import type { NewVersion, S3Services } from '../s3-services.ts';
import { checkWriteCondition, type WriteCondition } from './write-condition.ts';

/**
 * Makes a new version the current one and notifies the queues. Synchronous, so that nothing happens between the condition
 * and the change. If refused, the bytes are removed.
 * @param eventName such as `ObjectCreated:Put`.
 * @throws PreconditionFailed (412), NoSuchKey (404), NoSuchBucket (404).
 */
export function commitObject(
  exchange: S3Exchange,
  services: S3Services,
  version: NewVersion,
  condition: WriteCondition,
  eventName: string,
): ObjectRecord {
  const { bucket, key, blobId, size, etag, attributes } = version;
  try {
    checkWriteCondition(condition, key, bucket.objects.get(key));
    const record: ObjectRecord = {
      id: blobId,
      bucket: bucket.name,
      key,
      size,
      etag: `"${etag}"`,
      lastModified: currentSecond(),
      sequencer: services.nextSequencer(),
      attributes,
    };
    services.buckets.commit(record);
    const { sequencer } = record;
    services.notify(exchange, bucket, { eventName, key, size, etag, sequencer });
    return record;
  } catch (error) {
    services.buckets.blobs.remove(blobId);
    throw error;
  }
}
