import { setTimeout as delay } from 'node:timers/promises';

export interface PacerOptions {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Limits calls to `perSecond` a second by spacing them out. Each waiting caller holds a slot of the queue consumer, so the
 * number of slots bounds the number of waiting callers.
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
