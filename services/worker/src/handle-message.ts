import { type BucketEvent, parseNotification, parseOriginalKey } from '@proofsheet/photos';
import { type Handle, type QueueMessage, UnreadableError } from '@proofsheet/queue';
import type { Logger } from '@proofsheet/runtime';
import { describeError } from '@proofsheet/runtime/metrics';
import {
  createJournal,
  type Journal,
  type Reconcile,
  type ReconcileRequest,
  type ReconcileResult,
} from './reconcile/reconcile-context.ts';

/** Runs `work`, which reconciles the photo of a message. */
export type ObservePhoto = (
  photo: { readonly message: QueueMessage; readonly request: ReconcileRequest; readonly journal: Journal },
  work: () => Promise<ReconcileResult>,
) => Promise<ReconcileResult>;

export interface HandleMessageOptions {
  readonly originalsBucket: string;
  readonly reconcile: Reconcile;
  readonly observe?: ObservePhoto;
  readonly logger: Logger;
}

/**
 * Handles one message of the originals queue: reconciles every object that it names. Objects of other buckets are
 * ignored.
 * @throws UnreadableError if the message is not a notification.
 */
export function createHandleMessage(options: HandleMessageOptions): Handle {
  const { originalsBucket, reconcile, observe = (_photo, work) => work(), logger } = options;
  return async (message, { signal, alone, assertInFlight }) => {
    const notification = parseNotification(message.body);
    const again = message.receiveCount > 1;
    switch (notification.kind) {
      case 'unreadable':
        throw new UnreadableError(notification.why);
      case 'test':
        return;
      case 'check': {
        const { bucket, key, isNew } = notification;
        const asNew = again ? 'again' : 'first';
        return reconcileObject({ bucket, key, delivery: isNew ? asNew : 'check' });
      }
      case 'events':
        for (const event of notification.events) {
          await reconcileObject({ ...event, event, delivery: again ? 'again' : 'first' });
        }
    }

    async function reconcileObject({
      bucket,
      ...about
    }: ReconcileRequest & Pick<BucketEvent, 'bucket'>): Promise<void> {
      const photoId = parseOriginalKey(about.key)?.photoId;
      const line = { photoId, key: about.key, messageId: message.id, delivery: about.delivery };
      if (bucket !== originalsBucket) {
        logger.warn({ ...line, bucket }, 'event ignored: not of the originals bucket');
        return;
      }
      const journal = createJournal();
      const begin = performance.now();
      const elapsed = () => Math.round(performance.now() - begin);
      const request = { ...about, alone, assertInFlight };
      await observe({ message, request, journal }, async () => {
        try {
          const outcome = await reconcile(request, signal, journal);
          const reason = outcome === 'failed' ? journal.refused : undefined;
          logger.info({ ...line, outcome, reason, ms: elapsed() }, 'reconciled');
          return outcome;
        } catch (error) {
          logger.warn({ ...line, ...describeError(error), ms: elapsed() }, 'reconcile failed');
          throw error;
        }
      });
    }
  };
}
