import {
  type NotifierMessage,
  parseFailureKey,
  parseNotification,
  parseNotifierMessage,
  parseOriginalKey,
  parseOutcomeKey,
} from '@proofsheet/photos';
import { type Handle, RetryAfterError, UnreadableError } from '@proofsheet/queue';
import type { Logger } from '@proofsheet/runtime';
import { describeError } from '@proofsheet/runtime/metrics';
import type { Notifier } from './create-notifier.ts';

export interface HandleMessageOptions extends Notifier {
  readonly thumbnailsBucket: string;
  readonly derivedBucket: string;
  readonly logger: Logger;
}

/**
 * Handles one message of the thumbnails queue: an event of a photo that is ready or has failed, or a digest or delivery
 * from a notifier.
 * @throws UnreadableError for any other message.
 */
export function createHandleMessage(options: HandleMessageOptions): Handle {
  const { thumbnailsBucket, derivedBucket, gatherPhoto, handleDigest, deliverBatch, logger } = options;

  return async (message, { signal }) => {
    const own = parseNotifierMessage(message.body);
    if (own) return logOutcome(own.kind, { ...own, messageId: message.id }, () => handleOwn(own, signal));
    const notification = parseNotification(message.body);
    if (notification.kind === 'test') return;
    if (notification.kind === 'unreadable') throw new UnreadableError(notification.why);
    if (notification.kind === 'check') throw new UnreadableError('a check belongs in the originals queue');
    for (const { bucket, key } of notification.events) {
      const photo = photoOf(bucket, key);
      const line = { bucket, key: photo ?? key, messageId: message.id };
      if (photo === undefined) logger.warn(line, 'event ignored: not a thumbnail or failure record');
      else {
        const photoId = parseOriginalKey(photo)?.photoId;
        await logOutcome('event', { photoId, ...line }, () => gatherPhoto(photo, signal));
      }
    }
  };

  function handleOwn(message: NotifierMessage, signal: AbortSignal): Promise<string> {
    return message.kind === 'digest'
      ? handleDigest(message.group, message.name, signal)
      : deliverBatch(message.group, message.batch, signal);
  }

  async function logOutcome(what: string, line: object, work: () => Promise<string>): Promise<void> {
    const begin = performance.now();
    const elapsed = () => Math.round(performance.now() - begin);
    try {
      const outcome = await work();
      logger.info({ ...line, outcome, ms: elapsed() }, what);
    } catch (error) {
      // If another notifier is at work, nothing has failed: the consumer logs the redelivery.
      if (!(error instanceof RetryAfterError))
        logger.warn({ ...line, ...describeError(error), ms: elapsed() }, `${what} failed`);
      throw error;
    }
  }

  function photoOf(bucket: string, key: string): string | undefined {
    if (bucket === thumbnailsBucket) return key;
    if (bucket !== derivedBucket) return undefined;
    const record = parseOutcomeKey(key);
    return record?.outcome.status === 'failed' ? record.original : parseFailureKey(key)?.original;
  }
}
