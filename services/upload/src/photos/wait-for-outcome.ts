import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../http/problem.ts';
import type { Original, Outcome, PhotoStore } from './photo-store.ts';

/** Milliseconds between looks: most thumbnails are there within a second; the last one is repeated. */
const pauses = [100, 150, 250, 500, 500, 1000, 1000, 2000] as const;

interface WaitOptions {
  readonly photos: PhotoStore;
  /** Requests that may wait at a time. */
  readonly maxWaiters: number;
  /** Ends all waiting when the service closes. */
  readonly closing: AbortSignal;
}

/**
 * Reads a photo's outcome, and goes on doing so until it is known, `waitSeconds` are over, the client is gone or the
 * service closes.
 * @throws ProblemError `too-many-waiters`
 */
export function createWaitForOutcome({ photos, maxWaiters, closing }: WaitOptions) {
  let waiters = 0;
  return async (original: Original, waitSeconds: number, gone: AbortSignal): Promise<Outcome> => {
    const first = await photos.readOutcome(original, gone);
    if (first.status !== 'processing' || waitSeconds === 0) return first;
    if (waiters >= maxWaiters)
      throw new ProblemError('too-many-waiters', { headers: { 'retry-after': '2' } });
    waiters += 1;
    try {
      const over = AbortSignal.any([AbortSignal.timeout(waitSeconds * 1000), closing, gone]);
      return await lookUntilKnown(() => photos.readOutcome(original, gone), over);
    } finally {
      waiters -= 1;
    }
  };
}

export type WaitForOutcome = ReturnType<typeof createWaitForOutcome>;

async function lookUntilKnown(look: () => Promise<Outcome>, over: AbortSignal): Promise<Outcome> {
  for (let turn = 0; ; turn += 1) {
    await sleep(pauses[turn] ?? pauses.at(-1), undefined, { signal: over }).catch(() => undefined);
    const outcome = await look();
    if (outcome.status !== 'processing' || over.aborted) return outcome;
  }
}
