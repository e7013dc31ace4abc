import type { ObjectStore } from '@proofsheet/object-store';
import { deliveryKey } from '@proofsheet/photos';
import type { Logger } from '@proofsheet/runtime';
import { describeError } from '@proofsheet/runtime/metrics';
import pMap from 'p-map';
import type { BatchRecords } from './batch-records.ts';
import { type HeldRecord, releaseOnError } from './held-record.ts';
import type { ReadNotified } from './notified-records.ts';
import type { Photo } from './photo.ts';
import type { PublishBatch } from './publish-batch.ts';

export interface SendBatchOptions {
  readonly derived: ObjectStore;
  readonly records: BatchRecords;
  readonly readNotified: ReadNotified;
  readonly publishBatch: PublishBatch;
  readonly sendDelivery: (group: string, batch: string, signal: AbortSignal) => Promise<void>;
  /** Maximum time to write records after SNS has accepted a message, in milliseconds. */
  readonly recordMs: number;
  /** Called for each photo of the batch that people were already notified of. */
  readonly onNotifiedBefore: () => void;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Finishes the batch in a claim and removes the claim. @throws errors of S3 and LeaseLostError */
export type SendBatch = (claim: HeldRecord, signal: AbortSignal) => Promise<void>;

/** Pending records to delete concurrently. */
const concurrency = 16;

/**
 * Publishes a claim's batch to each open topic, and records it. If a topic refuses, the other topics and later photos do not
 * wait: the batch is detached from the claim, and a delivery message handles that topic.
 */
export function createSendBatch(options: SendBatchOptions): SendBatch {
  const { derived, records, readNotified, publishBatch, sendDelivery, recordMs, onNotifiedBefore, logger } =
    options;

  return async (claim, signal) => {
    await releaseOnError(claim, recordMs, async () => {
      await send(claim, signal);
      await removeRecords(claim, signal);
    });
  };

  async function send(claim: HeldRecord, signal: AbortSignal): Promise<void> {
    const { id, group, photos } = claim.batch;
    const notified = await readNotified(photos, signal);
    const left = photos.filter((photo) => !notified.has(photo));
    // The same array: its message is already composed.
    const due = left.length < photos.length ? left : photos;
    for (let count = due.length; count < photos.length; count += 1) onNotifiedBefore();
    if (due.length === 0) return;
    const { refusals, messageIds } = await publishBatch(claim, due, signal);
    // From here on without the handler's signal: the acceptance of a message must be recorded.
    const uninterrupted = AbortSignal.timeout(recordMs);
    for (const [topic, error] of refusals) {
      claim.mark({ [topic]: 'detached' });
      const line = { batch: id, group, topic, photos: due.length, ...describeError(error) };
      logger.warn(line, 'batch detached: a delivery message repeats it for this topic');
    }
    if (refusals.size > 0) await claim.save(uninterrupted);
    if (Object.values(claim.topics()).includes('detached')) await detach(claim, due, uninterrupted);
    await notified.add(due, uninterrupted);
    logger.info({ batch: id, group, messageIds, photos: due.length }, 'batch recorded');
  }

  async function removeRecords({ batch, remove }: HeldRecord, signal: AbortSignal): Promise<void> {
    await pMap(batch.pending, ({ key, etag }) => derived.delete(key, { etag }, signal), { concurrency });
    await remove(signal);
  }

  async function detach({ batch, topics }: HeldRecord, due: readonly Photo[], signal: AbortSignal) {
    const toDeliver = Object.fromEntries(
      Object.entries(topics()).map(
        ([topic, state]) => [topic, state === 'detached' ? 'to do' : 'done'] as const,
      ),
    );
    const key = deliveryKey(batch.group, batch.id);
    await records.leave(key, { ...batch, photos: due, pending: [] }, toDeliver, signal);
    await sendDelivery(batch.group, batch.id, signal);
  }
}
