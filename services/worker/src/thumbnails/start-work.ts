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
  const late = Promise.withResolvers<Made>();
  const deadline = setTimeout(() => late.resolve({ kind: 'failed', reason: 'timeout' }), decodeMs);
  const end = setTimeout(onStuck, decodeMs + stuckMs);
  deadline.unref();
  end.unref();
  const stop = () => {
    clearTimeout(deadline);
    clearTimeout(end);
  };
  const settled = work.then(stop, stop);
  return { made: Promise.race([work, late.promise]), settled };
}
