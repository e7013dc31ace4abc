import type { ObjectStore } from '@proofsheet/object-store';

/** Attempts to write an object. The client retries within each attempt. */
const attempts = 3;

/**
 * Repeats failed writes of a store: the acceptance of a message must be recorded. S3 can refuse a repeated conditional write
 * because an earlier attempt succeeded and only its answer was lost.
 * @param pause Waits before the given attempt, 2 or more.
 */
export function repeatWrites(
  store: ObjectStore,
  pause: (attempt: number, signal: AbortSignal) => Promise<void>,
): ObjectStore {
  return {
    ...store,
    async put(key, body, options, signal) {
      for (let attempt = 2; ; attempt += 1) {
        try {
          return await store.put(key, body, options, signal);
        } catch (error) {
          if (attempt > attempts || signal.aborted) throw error;
          await pause(attempt, signal);
        }
      }
    },
  };
}
