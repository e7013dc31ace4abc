import type { ObjectStore } from '@proofsheet/object-store';

/** Attempts to write an object; the client makes some of its own in each. */
const attempts = 3;

/**
 * The store, with writes that are repeated when they fail: what a topic has accepted must be recorded. A conditional
 * write can be refused because an earlier attempt succeeded and only its answer was lost.
 * @param pause Waits before the next attempt, which is 2 or more.
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
