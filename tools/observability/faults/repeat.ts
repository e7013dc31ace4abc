import { setTimeout as delay } from 'node:timers/promises';

/** Repeats `work`, `pauseMs` after it ends, until the returned function is called. */
export function repeat(action: (turn: number) => Promise<unknown>, everyMs: number): () => Promise<void> {
  const stop = new AbortController();
  const running = (async () => {
    for (let turn = 0; !stop.signal.aborted; turn += 1) {
      // Calls fail during a fault by design.
      await action(turn).catch(() => {});
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  return async () => {
    stop.abort();
    await running;
  };
}
