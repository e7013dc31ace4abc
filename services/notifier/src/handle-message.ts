import {
  parseDigest,
  parseFailureKey,
  parseNotification,
  parseOriginalKey,
  parseOutcomeKey,
} from '@proofsheet/photos';
import { describeError, type Handle, RetryAfterError, UnreadableError } from '@proofsheet/queue';
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
 * @throws UnreadableError for what is neither.
 */
export function createHandleMessage(options: HandleMessageOptions): Handle {
  const { thumbnailsBucket, derivedBucket, handlePhoto, handleDigest, logger } = options;

  return async (message, { signal }) => {
    const digest = parseDigest(message.body);
    if (digest !== undefined) {
      return tellOf('digest', { ...about(digest), messageId: message.id }, () =>
        handleDigest(digest, signal),
      );
    }
    const notification = parseNotification(message.body);
    if (notification.kind === 'test') return;
    if (notification.kind === 'unreadable') throw new UnreadableError(notification.why);
    if (notification.kind === 'check')
      throw new UnreadableError('a check belongs into the queue of the originals');
    for (const { bucket, key } of notification.events) {
      const line = { bucket, messageId: message.id };
      const photo = photoOf(bucket, key);
      if (photo === undefined) logger.warn({ ...line, key }, 'an event of another object is left alone');
      else await tellOf('event', { ...about(photo), ...line }, () => handlePhoto(photo, signal));
    }
  };

  /** A line of what was done, or of why it could not be. */
  async function tellOf(what: string, line: object, work: () => Promise<string>): Promise<void> {
    const begin = performance.now();
    const elapsed = () => Math.round(performance.now() - begin);
    try {
      const outcome = await work();
      logger.info({ ...line, outcome, ms: elapsed() }, what);
    } catch (error) {
      // Nothing has failed when another is at it: the consumer tells when the message comes back.
      if (!(error instanceof RetryAfterError))
        logger.warn({ ...line, ...describeError(error), ms: elapsed() }, `${what} failed`);
      throw error;
    }
  }

  function about(key: string) {
    return { photoId: parseOriginalKey(key)?.photoId, key };
  }

  function photoOf(bucket: string, key: string): string | undefined {
    if (bucket === thumbnailsBucket) return key;
    if (bucket !== derivedBucket) return undefined;
    const record = parseOutcomeKey(key);
    return record?.outcome.status === 'failed' ? record.original : parseFailureKey(key)?.original;
  }
}
