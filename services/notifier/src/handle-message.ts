import { parseNotification } from '@proofsheet/photos';
import { type Handle, Unreadable } from '@proofsheet/queue';
import type { Logger } from '@proofsheet/runtime';
import type { Outcome } from './announce/announce-photo.ts';

export interface HandleMessageOptions {
  readonly thumbnailsBucket: string;
  readonly announcePhoto: (key: string, signal: AbortSignal) => Promise<Outcome>;
  readonly logger: Logger;
}

/**
 * Handles one message of the thumbnails' queue: every photo that it names is announced.
 * @throws Unreadable for what is no notification.
 */
export function createHandleMessage({
  thumbnailsBucket,
  announcePhoto,
  logger,
}: HandleMessageOptions): Handle {
  return async (message, { signal }) => {
    const notification = parseNotification(message.body);
    if (notification.kind === 'test') return;
    if (notification.kind === 'unreadable') throw new Unreadable(notification.why);
    if (notification.kind === 'check')
      throw new Unreadable('a check belongs into the queue of the originals');
    for (const { bucket, key } of notification.events) {
      const line = { key, messageId: message.id };
      if (bucket === thumbnailsBucket) {
        logger.info({ ...line, outcome: await announcePhoto(key, signal) }, 'announced');
      } else {
        logger.warn({ ...line, bucket }, 'an event of another bucket is left alone');
      }
    }
  };
}
