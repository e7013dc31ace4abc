import { setTimeout as delay } from 'node:timers/promises';
import type { Made, Work } from './recipe.ts';

export interface Limits {
  /** After which the photo counts as failed, in milliseconds. */
  readonly decodeMs: number;
  /** After which, beyond that, native code counts as stuck for good, in milliseconds. */
  readonly stuckMs: number;
  readonly onStuck: () => void;
}

/**
 * Runs native work under a deadline. Neither sharp's own `timeout` nor anything else stops a decoder of progressive
 * JPEG, WebP or AVIF: past the deadline the result is there, while memory and thread stay taken until it has settled.
 */
export function startWork(work: Promise<Made>, { decodeMs, stuckMs, onStuck }: Limits): Work {
  const timers = new AbortController();
  const after = (ms: number) => delay(ms, undefined, { signal: timers.signal, ref: false });
  const settled = work.then(
    () => timers.abort(),
    () => timers.abort(),
  );
  const late = after(decodeMs).then((): Made => ({ kind: 'failed', reason: 'timeout' }));
  const made = Promise.race([work, late.catch(() => work)]);
  after(decodeMs + stuckMs).then(onStuck, () => {});
  return { made, settled };
}
