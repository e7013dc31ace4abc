import type { ObjectStore } from '@proofsheet/object-store';
import { chooseOutcome } from '@proofsheet/photos';
import { ProblemError } from '../http/problem.ts';
import type { OutcomeRow } from '../photos/outcome-row.ts';
import { type ChangeListener, createOwnerFeed, type OwnerFeed } from './owner-feed.ts';

interface OutcomeFeedOptions {
  readonly derived: ObjectStore;
  /** Maximum waiting requests: in all, and per owner. */
  readonly maxWaiters: number;
  readonly maxWaitersPerOwner: number;
  /** Ends all waiting when the service closes. */
  readonly closing: AbortSignal;
  /** Called if a poll fails. The next one follows as usual. */
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two polls of an owner's records, and maximum polls per second and pod. */
const lookEveryMs = 1000;
const maxLooksPerSecond = 200;

export type OutcomeFeed = ReturnType<typeof createOutcomeFeed>;

/** Reports outcomes to waiting requests. One list call per second and owner serves all of them. */
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
     * Waits until one of the photos has a record: for photos with a known ETag of that version, for others of any version.
     * Returns the records by photo id. Returns none if the service closes, the client disconnects or the time is over.
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

    /** Calls the listener for every change until the returned function is called. */
    listen(owner: string, listener: ChangeListener): () => void {
      return feedOf(owner).listen(listener);
    },
  };
}
