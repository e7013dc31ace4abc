import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../open-world.ts';

/** A planted fault. */
export interface Fault {
  readonly name: string;
  /** Alerts that must fire during the fault and resolve after it. */
  readonly alerts: readonly string[];
  /** Plants the fault. The returned function mends it. */
  begin(world: World): Promise<() => Promise<void>>;
}

/** Repeats `action`, `everyMs` after it ends, until the returned function is called. */
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
