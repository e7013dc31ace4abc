import { parseDigest, parseFailureKey, parseNotification } from '@proofsheet/photos';
import { type Handle, Unreadable } from '@proofsheet/queue';
import type { Logger } from '@proofsheet/runtime';
import type { Announcer } from './announce/create-announcer.ts';

export interface HandleMessageOptions extends Announcer {
  readonly thumbnailsBucket: string;
  readonly derivedBucket: string;
  readonly logger: Logger;
}

/**
 * Handles one message of the thumbnails' queue: a digest, or events of photos that are ready or, as new failure
 * records say, will never be.
 * @throws Unreadable for what is neither.
 */
export function createHandleMessage(options: HandleMessageOptions): Handle {
  const { thumbnailsBucket, derivedBucket, handlePhoto, handleDigest, logger } = options;

  return async (message, { signal }) => {
    const digest = parseDigest(message.body);
    if (digest !== undefined) {
      const outcome = await handleDigest(digest, signal);
      logger.info({ key: digest, messageId: message.id, outcome }, 'digest');
      return;
    }
    const notification = parseNotification(message.body);
    if (notification.kind === 'test') return;
    if (notification.kind === 'unreadable') throw new Unreadable(notification.why);
    if (notification.kind === 'check')
      throw new Unreadable('a check belongs into the queue of the originals');
    for (const { bucket, key } of notification.events) {
      const line = { key, bucket, messageId: message.id };
      const photo = photoOf(bucket, key);
      if (photo === undefined) logger.warn(line, 'an event of another object is left alone');
      else logger.info({ ...line, outcome: await handlePhoto(photo, signal) }, 'event');
    }
  };

  function photoOf(bucket: string, key: string): string | undefined {
    if (bucket === thumbnailsBucket) return key;
    return bucket === derivedBucket ? parseFailureKey(key)?.original : undefined;
  }
}
