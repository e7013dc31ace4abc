import { setTimeout as delay } from 'node:timers/promises';

export interface PacerOptions {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Spaces out what must not happen more than `perSecond` times a second. Each waiting caller holds a slot of the queue
 * consumer, so the number of slots bounds how many wait.
 */
export function createPacer({ perSecond, now }: PacerOptions): (signal: AbortSignal) => Promise<void> {
  const spacingMs = 1000 / perSecond;
  let nextAt = 0;
  return async (signal) => {
    const at = Math.max(now(), nextAt);
    nextAt = at + spacingMs;
    await delay(at - now(), undefined, { signal });
  };
}
