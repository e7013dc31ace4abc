import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so that no more than `perSecond` things are done a second, whoever asks. */
export function createPacer(perSecond: number): (count: number, signal: AbortSignal) => Promise<void> {
  let freeAt = 0;
  return async (count, signal) => {
    const now = performance.now();
    const at = Math.max(now, freeAt);
    freeAt = at + (count / perSecond) * 1000;
    if (at > now) await sleep(at - now, undefined, { signal });
  };
}
