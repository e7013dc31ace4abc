import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api-client.ts';

/** Pauses between attempts: from the first, doubled up to the longest, each with jitter. Milliseconds. */
const firstPauseMs = 200;
const longestPauseMs = 15_000;
/** A network that is away for so many attempts in a row, about five minutes, ends the command. */
const maxAttempts = 25;

/** Tries again after network errors, 408, 429 and 5xx. Throws other errors, and the last one. */
export async function retryOn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let pauseMs = firstPauseMs;
  for (let left = maxAttempts; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || left === 0 || !isPassing(error)) throw error;
      const wanted = error instanceof ApiError ? error.retryAfterMs : undefined;
      await sleep(wanted ?? pauseMs * (0.5 + Math.random()), undefined, { signal });
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || [408, 429].includes(error.status);
  // fetch reports every network error so.
  return error instanceof TypeError;
}
