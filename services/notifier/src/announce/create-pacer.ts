import { setTimeout as delay } from 'node:timers/promises';

export interface PacerOptions {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Spaces out what must not happen more often than so many times a second. Whoever waits holds a slot of the consumer,
 * so that there are never more than those who wait.
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
