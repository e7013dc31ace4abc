import { setTimeout as delay } from 'node:timers/promises';

/** Does something again and again, so many milliseconds after it ended, until the function that it returns is called. */
export function repeat(action: (turn: number) => Promise<unknown>, everyMs: number): () => Promise<void> {
  const stop = new AbortController();
  const running = (async () => {
    for (let turn = 0; !stop.signal.aborted; turn += 1) {
      // A fault makes calls fail: that is its purpose.
      await action(turn).catch(() => {});
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  return async () => {
    stop.abort();
    await running;
  };
}
