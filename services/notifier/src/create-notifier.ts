import type { ObjectStore } from '@proofsheet/object-store';
import { deliveryMessage, digestMessage } from '@proofsheet/photos';
import { createGatherPhoto, type GatherPhotoOptions } from './gather/gather-photo.ts';
import { createHandleDigest, type HandleDigestOptions } from './gather/handle-digest.ts';
import { createWindowRecords } from './gather/window-records.ts';
import { createBatchRecords } from './notify/batch-records.ts';
import { createDeliverBatch } from './notify/deliver-batch.ts';
import type { EarlierRecords } from './notify/earlier-records.ts';
import { createLookAtPhoto, type LookAtPhotoOptions } from './notify/look-at-photo.ts';
import { createReadNotified } from './notify/notified-records.ts';
import { createPublishBatch, type PublishBatch, type PublishBatchOptions } from './notify/publish-batch.ts';
import { repeatWrites } from './notify/repeat-writes.ts';
import { createSelectBatch, type SelectBatchOptions } from './notify/select-batch.ts';
import { createSendBatch, type SendBatchOptions } from './notify/send-batch.ts';
import { createTakeClaim } from './notify/take-claim.ts';
import type { Topics } from './notify/topics.ts';

export interface NotifierOptions
  extends LookAtPhotoOptions,
    Pick<GatherPhotoOptions, 'joinRound' | 'quietSeconds' | 'maxWaitSeconds' | 'onGathered'>,
    Pick<HandleDigestOptions, 'secondsToWait' | 'maxPhotos' | 'maxDigestMs'>,
    Pick<SelectBatchOptions, 'onSilence'>,
    Pick<SendBatchOptions, 'logger'>,
    Omit<PublishBatchOptions, 'topics' | 'logger'> {
  readonly derived: ObjectStore;
  readonly topics: Topics;
  readonly earlier: EarlierRecords;
  readonly leaseSeconds: number;
  /** Returns a different text each time. */
  readonly createNonce: () => string;
  /** Sends a message to the notifier's own queue, delayed by some seconds. */
  readonly sendMessage: (body: string, delaySeconds: number, signal: AbortSignal) => Promise<void>;
  /** Waits before a failed write is repeated. */
  readonly pause: (attempt: number, signal: AbortSignal) => Promise<void>;
  /** Traces the publishing of a batch. */
  readonly traceBatch?: (publishBatch: PublishBatch) => PublishBatch;
}

export type Notifier = ReturnType<typeof createNotifier>;

/** The handlers of the three kinds of messages that the notifier receives. */
export function createNotifier(options: NotifierOptions) {
  const { sendMessage, traceBatch = (publishBatch) => publishBatch } = options;
  const durable = { ...options, derived: repeatWrites(options.derived, options.pause) };
  const windows = createWindowRecords(options);
  const records = createBatchRecords(durable);
  const lookAtPhoto = createLookAtPhoto(options);
  const publishBatch = traceBatch(createPublishBatch(options));
  const common = {
    ...options,
    windows,
    records,
    lookAtPhoto,
    publishBatch,
    sendDigest: (group: string, name: string, delaySeconds: number, signal: AbortSignal) =>
      sendMessage(digestMessage(group, name), delaySeconds, signal),
    sendDelivery: (group: string, batch: string, signal: AbortSignal) =>
      sendMessage(deliveryMessage(group, batch), 0, signal),
  };
  const handleDigest = createHandleDigest({
    ...common,
    takeClaim: createTakeClaim(common),
    selectBatch: createSelectBatch(common),
    sendBatch: createSendBatch({
      ...common,
      readNotified: createReadNotified(durable),
      onNotifiedBefore: () => options.onSilence('notified before'),
    }),
  });
  return { gatherPhoto: createGatherPhoto(common), handleDigest, deliverBatch: createDeliverBatch(common) };
}
