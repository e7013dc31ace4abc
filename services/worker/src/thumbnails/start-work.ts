import type { DecoderThreads } from './decoder-threads.ts';
import type { Work } from './recipe.ts';

export interface Limits {
  /** Maximum time that libvips may work on one photo, from when it has a thread. Milliseconds. */
  readonly decodeMs: number;
  /** After this further time native code counts as stuck. Milliseconds. */
  readonly stuckMs: number;
  readonly threads: DecoderThreads;
  readonly onStuck: () => void;
}

/** Native work took longer than `decodeMs`. The reason may be a busy machine, unless nothing else ran. */
export class DecodeTimeoutError extends Error {
  override readonly name = 'DecodeTimeoutError';
  constructor(decodeMs: number) {
    super(`not decoded within ${decodeMs} ms`);
  }
}

/**
 * Runs native work under a deadline once a thread is free. Nothing can stop a decoder of progressive JPEG, WebP or AVIF,
 * not even sharp's `timeout`. Past the deadline, or when `signal` aborts, the result rejects, while memory and thread stay
 * in use until the work has settled. Work that can be ended gets a signal.
 * @throws (in `result`) DecodeTimeoutError past the deadline, the signal's reason, or errors of the work.
 */
export function startWork<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limits: Limits,
  signal: AbortSignal,
): Work<T> {
  const { threads, decodeMs, stuckMs, onStuck } = limits;
  const ended = Promise.withResolvers<T>();
  const settled = run();
  return { result: ended.promise, settled };

  async function run(): Promise<void> {
    const inner = new AbortController();
    const end = (reason: unknown) => {
      ended.reject(reason);
      inner.abort(reason);
    };
    const abort = () => end(signal.reason);
    try {
      const thread = await threads.acquire(signal);
      const deadline = setTimeout(() => {
        thread.markOverdue();
        end(new DecodeTimeoutError(decodeMs));
      }, decodeMs);
      const stuck = setTimeout(onStuck, decodeMs + stuckMs);
      deadline.unref();
      stuck.unref();
      signal.addEventListener('abort', abort, { once: true });
      try {
        ended.resolve(await work(inner.signal));
      } finally {
        thread.release();
        clearTimeout(deadline);
        clearTimeout(stuck);
        signal.removeEventListener('abort', abort);
      }
    } catch (error) {
      ended.reject(error);
    }
  }
}
