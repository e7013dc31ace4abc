import { type BucketEvent, parseNotification, parseOriginalKey } from '@proofsheet/photos';
import { type Handle, UnreadableError } from '@proofsheet/queue';
import type { Logger } from '@proofsheet/runtime';
import { describeError } from '@proofsheet/runtime/metrics';
import { createJournal } from './reconcile/journal.ts';
import type { Reconcile, ReconcileRequest } from './reconcile/reconcile-context.ts';

export interface HandleMessageOptions {
  readonly originalsBucket: string;
  readonly reconcile: Reconcile;
  readonly logger: Logger;
}

/**
 * Handles one message of the originals queue: reconciles every object that it names. Objects of other buckets are
 * ignored.
 * @throws UnreadableError if the message is not a notification.
 */
export function createHandleMessage({ originalsBucket, reconcile, logger }: HandleMessageOptions): Handle {
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
        logger.warn({ ...line, bucket }, 'an event of another bucket is left alone');
        return;
      }
      const journal = createJournal();
      const begin = performance.now();
      const elapsed = () => Math.round(performance.now() - begin);
      try {
        const outcome = await reconcile({ ...about, alone, assertInFlight }, signal, journal);
        const reason = outcome === 'failed' ? journal.refused : undefined;
        logger.info({ ...line, outcome, reason, ms: elapsed() }, 'reconciled');
      } catch (error) {
        logger.warn({ ...line, ...describeError(error), ms: elapsed() }, 'reconcile failed');
        throw error;
      }
    }
  };
}
