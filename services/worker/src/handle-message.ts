import { type BucketEvent, parseNotification } from '@proofsheet/photos';
import { type Handle, Unreadable } from '@proofsheet/queue';
import type { Logger } from '@proofsheet/runtime';
import type { Outcome, Visit } from './reconcile/reconcile.ts';

export interface HandleMessageOptions {
  readonly originalsBucket: string;
  readonly reconcile: (visit: Visit, signal: AbortSignal) => Promise<Outcome>;
  readonly logger: Logger;
}

/**
 * Handles one message of the originals' queue: every object that it names is visited. Objects of another bucket are
 * left alone, whatever the queue is told.
 * @throws Unreadable for what is no notification.
 */
export function createHandleMessage({ originalsBucket, reconcile, logger }: HandleMessageOptions): Handle {
  return async (message, { signal }) => {
    const notification = parseNotification(message.body);
    const again = message.receiveCount > 1;
    switch (notification.kind) {
      case 'unreadable':
        throw new Unreadable(notification.why);
      case 'test':
        return;
      case 'check':
        return visit({ ...notification, delivery: 'check' });
      case 'events':
        for (const event of notification.events) {
          await visit({ ...event, event, delivery: again ? 'again' : 'first' });
        }
    }

    async function visit({ bucket, ...about }: Visit & Pick<BucketEvent, 'bucket'>): Promise<void> {
      const line = { key: about.key, messageId: message.id, delivery: about.delivery };
      if (bucket !== originalsBucket) {
        logger.warn({ ...line, bucket }, 'an event of another bucket is left alone');
        return;
      }
      const outcome = await reconcile(about, signal);
      logger.info({ ...line, outcome }, 'visited');
    }
  };
}
