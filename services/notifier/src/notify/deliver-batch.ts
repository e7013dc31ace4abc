import { deliveryKey } from '@proofsheet/photos';
import { RetryAfterError } from '@proofsheet/queue';
import type { Logger } from '@proofsheet/runtime';
import pMap from 'p-map';
import type { BatchRecords } from './batch-records.ts';
import { releaseOnError } from './held-record.ts';
import type { LookAtPhoto } from './look-at-photo.ts';
import type { Photo } from './photo.ts';
import type { PublishBatch } from './publish-batch.ts';
import type { TopicName, TopicStates } from './topics.ts';

export interface DeliverBatchOptions {
  readonly records: BatchRecords;
  readonly lookAtPhoto: LookAtPhoto;
  readonly publishBatch: PublishBatch;
  /** Maximum time to write records after SNS has accepted a message, in milliseconds. */
  readonly recordMs: number;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'info'>;
}

/** A topic refused a delivery or did not answer. The message is redelivered, and ends in the dead-letter queue. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly topics: readonly TopicName[];
  constructor(refusals: ReadonlyMap<TopicName, unknown>) {
    const [[, cause] = []] = refusals;
    const topics = [...refusals.keys()];
    super(`the topics ${topics.join(', ')} did not accept the message: ${(cause as Error)?.message}`, {
      cause,
    });
    this.topics = topics;
  }
}

export type DeliveryOutcome = 'delivered before' | 'nothing left' | 'delivered';

/** Photos to check concurrently. */
const concurrency = 16;

/**
 * Handles a delivery: publishes a detached batch to the topics that have refused it so far. The record is kept, so that a
 * notifier that was slow to detach the batch cannot write it again.
 */
export function createDeliverBatch(options: DeliverBatchOptions) {
  const { records, lookAtPhoto, publishBatch, recordMs, now, logger } = options;

  return async (group: string, batch: string, signal: AbortSignal): Promise<DeliveryOutcome> => {
    const key = deliveryKey(group, batch);
    const found = await records.find(key, signal);
    if (!found?.record || isDelivered(found.record.topics)) return 'delivered before';
    const left = found.expiresAt - now();
    if (left > 0) throw new RetryAfterError(left / 1000);
    const photos = await lookAgain(found.record.batch.photos, signal);
    if (photos.length === 0) return 'nothing left';
    const held = await records.takeOver(key, { record: found.record, etag: found.etag }, signal);
    if (!held) throw new RetryAfterError(1);
    const { refusals, messageIds } = await releaseOnError(held, recordMs, () =>
      publishBatch(held, photos, signal, true),
    );
    logger.info({ batch, group, messageIds, photos: photos.length }, 'batch recorded');
    await held.release(signal);
    if (refusals.size > 0) throw new DeliveryError(refusals);
    return 'delivered';
  };

  async function lookAgain(photos: readonly Photo[], signal: AbortSignal): Promise<Photo[]> {
    const looks = await pMap(photos, ({ key }) => lookAtPhoto(key, signal), { concurrency });
    // If the status of a photo has changed meanwhile, the photo is pending again.
    return looks.flatMap((look, index) =>
      'photo' in look && look.photo.status === photos[index]?.status ? [look.photo] : [],
    );
  }
}

function isDelivered(topics: TopicStates): boolean {
  return Object.values(topics).every((state) => state === 'done');
}
