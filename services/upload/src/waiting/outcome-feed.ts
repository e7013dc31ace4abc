import type { ObjectStore } from '@proofsheet/object-store';
import { chooseOutcome } from '@proofsheet/photos';
import { ProblemError } from '../http/problem.ts';
import type { OutcomeRow } from '../photos/outcome-row.ts';
import { type ChangeListener, createOwnerFeed, type OwnerFeed } from './owner-feed.ts';

interface OutcomeFeedOptions {
  readonly derived: ObjectStore;
  /** Requests that may wait at a time: in all, and of one owner. */
  readonly maxWaiters: number;
  readonly maxWaitersPerOwner: number;
  /** Ends all waiting when the service closes. */
  readonly closing: AbortSignal;
  /** Is told when a look fails; the next one comes as usual. */
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two looks at an owner's records, and list calls a second that a pod spends on all looks. */
const lookEveryMs = 1000;
const maxLooksPerSecond = 200;

export type OutcomeFeed = ReturnType<typeof createOutcomeFeed>;

/** What becomes of photos, for requests that wait for it: one list call a second and owner serves all of them. */
export function createOutcomeFeed(options: OutcomeFeedOptions) {
  const { derived, maxWaiters, maxWaitersPerOwner, closing, onError } = options;
  const feeds = new Map<string, OwnerFeed>();
  const waitersOf = new Map<string, number>();
  let waiters = 0;

  function feedOf(owner: string): OwnerFeed {
    const known = feeds.get(owner);
    if (known) return known;
    const feed = createOwnerFeed({
      owner,
      list: derived.list,
      periodMs: () => Math.max(lookEveryMs, (feeds.size * 1000) / maxLooksPerSecond),
      closing,
      onError,
      onIdle: () => feeds.delete(owner),
    });
    feeds.set(owner, feed);
    return feed;
  }

  /** @throws ProblemError `too-many-waiters` */
  function takePlace(owner: string): () => void {
    const own = waitersOf.get(owner) ?? 0;
    if (waiters >= maxWaiters || own >= maxWaitersPerOwner) {
      throw new ProblemError('too-many-waiters', { headers: { 'retry-after': '2' } });
    }
    waiters += 1;
    waitersOf.set(owner, own + 1);
    return () => {
      waiters -= 1;
      const left = (waitersOf.get(owner) ?? 1) - 1;
      if (left === 0) waitersOf.delete(owner);
      else waitersOf.set(owner, left);
    };
  }

  return {
    /**
     * Waits until there is a record of any of the photos: of this version of those that are known, of any version of
     * the others. Returns the records, by photo id; none when it ended for another reason: the service closes, the
     * client is gone, the time is over.
     * @param etags by photo id; undefined for photos that were not found.
     * @throws ProblemError `too-many-waiters`
     */
    async waitForAny(
      owner: string,
      etags: ReadonlyMap<string, string | undefined>,
      { waitSeconds, gone }: { waitSeconds: number; gone: AbortSignal },
    ): Promise<ReadonlyMap<string, readonly OutcomeRow[]>> {
      const leave = takePlace(owner);
      const over = AbortSignal.any([AbortSignal.timeout(waitSeconds * 1000), closing, gone]);
      const found = new Map<string, OutcomeRow[]>();
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = feedOf(owner).awaitPhotos([...etags.keys()], (photoId, row) => {
        const etag = etags.get(photoId);
        if (etag !== undefined && !chooseOutcome([row], etag)) return;
        found.set(photoId, [...(found.get(photoId) ?? []), row]);
        resolve();
      });
      over.addEventListener('abort', () => resolve(), { once: true });
      if (over.aborted) resolve();
      try {
        await promise;
      } finally {
        stop();
        leave();
      }
      return found;
    },

    /** Tells the listener of every change until the function that it returns is called. */
    listen(owner: string, listener: ChangeListener): () => void {
      return feedOf(owner).listen(listener);
    },
  };
}
