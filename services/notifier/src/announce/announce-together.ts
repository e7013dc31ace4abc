import type { ObjectStore } from '@proofsheet/object-store';
import { parseOriginalKey } from '@proofsheet/photos';
import type { Logger } from '@proofsheet/runtime';
import pMap from 'p-map';
import type { Publication, Publish } from '../create-publish.ts';
import type { Claim } from './claim.ts';
import type { Photo } from './look-at-photo.ts';
import { recordNotified } from './record-notified.ts';

export interface AnnounceTogetherOptions {
  readonly derived: ObjectStore;
  readonly compose: (photos: readonly Photo[]) => Promise<Publication>;
  readonly publish: Publish;
  /** Waits until one more message may be published. */
  readonly takeTurn: (signal: AbortSignal) => Promise<void>;
  /** What Publish and the records after it take at most, in milliseconds. */
  readonly publishMs: number;
  readonly logger: Pick<Logger, 'info'>;
}

/** Publishes these photos, all of one status. False when the claim's lease ran short first. */
export type AnnounceTogether = (
  photos: readonly Photo[],
  claim: Claim,
  signal: AbortSignal,
) => Promise<boolean>;

/** SNS takes 262,144 bytes; the rest is for attributes: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const maxMessageBytes = 250_000;

/** Records at a time. */
const concurrency = 16;

/**
 * Publishes photos in one message, or in several where one cannot hold them, and then records of each that it has been
 * announced. A second mail is possible only when this process dies, or its connection breaks, between SNS's acceptance
 * and the last of these records.
 */
export function createAnnounceTogether(options: AnnounceTogetherOptions): AnnounceTogether {
  const { derived, compose, publish, takeTurn, publishMs, logger } = options;

  const announceTogether: AnnounceTogether = async (photos, claim, signal) => {
    const publication = await compose(photos);
    if (Buffer.byteLength(publication.message) > maxMessageBytes && photos.length > 1) {
      const half = Math.ceil(photos.length / 2);
      const first = await announceTogether(photos.slice(0, half), claim, signal);
      return first && announceTogether(photos.slice(half), claim, signal);
    }
    await takeTurn(signal);
    signal.throwIfAborted();
    if (claim.left() < publishMs) return false;
    // Not the handler's signal: a Publish that is cut off may have been accepted, and what is accepted must be recorded.
    const uninterrupted = AbortSignal.timeout(publishMs);
    const messageId = await publish(publication, uninterrupted);
    const record = (photo: Photo) => recordNotified(derived, photo, messageId, uninterrupted);
    await pMap(photos, record, { concurrency, stopOnError: false });
    for (const { key, status } of photos) {
      logger.info({ photoId: parseOriginalKey(key)?.photoId, key, status, messageId }, 'announced');
    }
    logger.info({ messageId, photos: photos.length }, 'published and recorded');
    return true;
  };
  return announceTogether;
}
