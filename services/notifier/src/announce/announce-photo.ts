import type { ObjectStore } from '@proofsheet/object-store';
import { announcementClaimKey, notifiedKey } from '@proofsheet/photos';
import { RetryAfter } from '@proofsheet/queue';
import type { Publication, Publish } from '../create-publish.ts';
import type { createTakeClaim } from './claim.ts';

/** How it ended: `published`, or why nobody had to hear of it. */
export type Outcome = 'published' | 'notified before' | 'gone' | 'too old';

export interface AnnouncePhotoOptions {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
  readonly takeClaim: ReturnType<typeof createTakeClaim>;
  readonly compose: (key: string) => Promise<Publication>;
  readonly publish: Publish;
  /** What Publish and the record after it take at most, in milliseconds. */
  readonly publishMs: number;
  /** Originals older than this are announced to nobody, in milliseconds. */
  readonly announceWithinMs: number;
  readonly now: () => number;
}

/**
 * Announces one photo, once: only the record that it has been announced silences later events of it. A second mail is
 * possible only when this process dies, or its connection breaks, between SNS's acceptance and that record.
 * @throws RetryAfter while another announces it.
 */
export function createAnnouncePhoto(options: AnnouncePhotoOptions) {
  const { derived, takeClaim, publish, compose } = options;

  return async function announcePhoto(key: string, signal: AbortSignal): Promise<Outcome> {
    const taken = await takeClaim(announcementClaimKey(key), signal);
    if ('heldForSeconds' in taken) throw new RetryAfter(taken.heldForSeconds);
    const { claim } = taken;
    try {
      const silence = await reasonForSilence(options, key, signal);
      if (silence) return silence;
      const publication = await compose(key);
      if (claim.left() < options.publishMs) throw new RetryAfter(1);
      const messageId = await publish(publication, signal);
      await recordNotified(derived, key, messageId, signal);
      return 'published';
    } finally {
      // One that is left behind only makes the next wait for the end of its lease.
      await claim.release(signal).catch(() => {});
    }
  };
}

async function reasonForSilence(
  { originals, thumbnails, derived, announceWithinMs, now }: AnnouncePhotoOptions,
  key: string,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const [notified, original, thumbnail] = await Promise.all([
    derived.head(notifiedKey(key), signal),
    originals.head(key, signal),
    thumbnails.head(key, signal),
  ]);
  if (notified) return 'notified before';
  if (!original || !thumbnail) return 'gone';
  return now() - original.lastModified.getTime() > announceWithinMs ? 'too old' : undefined;
}

async function recordNotified(
  derived: ObjectStore,
  key: string,
  messageId: string,
  signal: AbortSignal,
): Promise<void> {
  const record = JSON.stringify({ key, messageId, at: new Date() });
  await derived.put(notifiedKey(key), record, { contentType: 'application/json' }, signal);
}
