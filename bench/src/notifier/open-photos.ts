import { randomUUID } from 'node:crypto';
import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { createPhotoId, originalKey, ownerId, writeThumbnailMetadata } from '@proofsheet/photos';
import type { LocalSystem } from '@proofsheet/system';
import pMap from 'p-map';

/** Objects or batches of events sent at a time. */
const concurrency = 8;

const { signal } = new AbortController();
const storedAt = new Date();
const metadata = writeThumbnailMetadata({
  sourceEtag: '"d41d8cd98f00b204e9800998ecf8427e"',
  recipe: 'bench',
  width: 200,
  height: 150,
  originalWidth: 4000,
  originalHeight: 3000,
  originalSize: 5,
  storedAt,
  madeAt: storedAt,
});

/** Puts photos with thumbnails into the buckets, and sends their events whenever it is asked to. */
export async function openPhotos(local: LocalSystem) {
  const { endpoint, region, accessKeyId, secretAccessKey } = local;
  const client = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const s3 = createS3Client({ ...client, forcePathStyle: true });
  const sqs = new SQSClient(client);
  const originals = createS3ObjectStore(s3, local.originalsBucket);
  const thumbnails = createS3ObjectStore(s3, local.thumbnailsBucket);
  // Events are sent by `sendEvents` alone.
  const NotificationConfiguration = {};
  for (const Bucket of [local.originalsBucket, local.thumbnailsBucket])
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));

  return {
    /** Puts `perOwner` photos of each of `owners` new owners. Returns their keys, owner by owner. */
    async put(owners: number, perOwner: number): Promise<string[]> {
      const keys = Array.from({ length: owners }, () => {
        const owner = ownerId('bench', randomUUID());
        return Array.from({ length: perOwner }, (_, number) =>
          originalKey({ owner, photoId: createPhotoId(), fileName: `IMG_${number}.jpg` }),
        );
      }).flat();
      const putBoth = async (key: string) => {
        await originals.put(key, 'bytes', { contentType: 'image/jpeg' }, signal);
        await thumbnails.put(key, 'bytes', { contentType: 'image/jpeg', metadata }, signal);
      };
      await pMap(keys, putBoth, { concurrency });
      return keys;
    },

    async sendEvents(keys: readonly string[]): Promise<void> {
      const batches = Array.from({ length: Math.ceil(keys.length / 10) }, (_, index) =>
        keys.slice(index * 10, index * 10 + 10),
      );
      const send = (batch: readonly string[]) => {
        const Entries = batch.map((key, index) => ({ Id: String(index), MessageBody: eventOf(local, key) }));
        return sqs.send(new SendMessageBatchCommand({ QueueUrl: local.thumbnailsQueueUrl, Entries }));
      };
      await pMap(batches, send, { concurrency });
    },

    close(): void {
      s3.destroy();
      sqs.destroy();
    },
  };
}

function eventOf({ thumbnailsBucket }: LocalSystem, key: string): string {
  const s3 = { bucket: { name: thumbnailsBucket }, object: { key: encodeURIComponent(key) } };
  return JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3 }] });
}
