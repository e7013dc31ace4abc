import type { ObjectStore } from '@proofsheet/object-store';
import { gatheredWith, pendingKey, pendingPrefix } from '@proofsheet/photos';
import type { AnnouncePending } from './announce-pending.ts';
import type { SecondsToWait } from './seconds-to-wait.ts';

/** Sends a digest message that names this photo, to be received after so many seconds. */
export type SendDigest = (key: string, delaySeconds: number, signal: AbortSignal) => Promise<void>;

export type DigestOutcome = 'settled before' | 'waits' | 'held by another' | 'published' | 'goes on';

export interface HandleDigestOptions {
  readonly derived: ObjectStore;
  readonly announcePending: AnnouncePending;
  readonly sendDigest: SendDigest;
  readonly secondsToWait: SecondsToWait;
  readonly quietSeconds: number;
  /** So many pending photos need not wait for more. */
  readonly photosPerMail: number;
}

/**
 * Handles a digest: announces all that is pending along with its photo, if it is time. A digest goes on, as a new
 * message, until its own photo is no longer pending: so every pending photo has one that looks after it, and none is
 * held by memory or visibility meanwhile.
 */
export function createHandleDigest(options: HandleDigestOptions) {
  const { derived, announcePending, sendDigest, secondsToWait, quietSeconds, photosPerMail } = options;

  return async (key: string, signal: AbortSignal): Promise<DigestOutcome> => {
    const own = pendingKey(key);
    if (!(await derived.head(own, signal))) return 'settled before';
    const owner = gatheredWith(key);
    const wait = await timeOf(owner, signal);
    if (wait > 0) return goOn('waits', wait);
    const result = await announcePending(owner, signal);
    if ('heldForSeconds' in result)
      return goOn('held by another', Math.min(result.heldForSeconds, Math.max(1, quietSeconds)));
    return result.settled.has(own) ? 'published' : goOn('goes on', 1);

    async function goOn(outcome: DigestOutcome, delaySeconds: number): Promise<DigestOutcome> {
      await sendDigest(key, delaySeconds, signal);
      return outcome;
    }
  };

  async function timeOf(owner: string, signal: AbortSignal): Promise<number> {
    const pending = await derived.list({ prefix: pendingPrefix(owner), limit: photosPerMail }, signal);
    return pending.length < photosPerMail ? secondsToWait(pending) : 0;
  }
}
