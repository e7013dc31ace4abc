import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem } from '@proofsheet/system';

/** First pause before a service is started again; it doubles until the service has run for a minute. Milliseconds. */
const firstPauseMs = 500;
const longestPauseMs = 10_000;
const healthyMs = 60_000;

/** Starts a service again whenever it ends, as Kubernetes would, and says so in a line. */
export function keepRunning(
  { processes, startService }: Pick<RunningSystem, 'processes' | 'startService'>,
  note: (line: string) => void,
  stopping: AbortSignal,
): void {
  for (const [name, first] of processes) {
    void watch(name, first.ended).catch((error: unknown) => {
      if (!stopping.aborted) note(`${name} cannot be started again: ${String(error)}`);
    });
  }

  async function watch(
    name: Parameters<typeof startService>[0],
    firstEnd: Promise<number | string>,
  ): Promise<void> {
    let ended = firstEnd;
    let pauseMs = firstPauseMs;
    for (;;) {
      const begin = performance.now();
      const end = await ended;
      if (stopping.aborted) return;
      if (performance.now() - begin > healthyMs) pauseMs = firstPauseMs;
      note(`${name} ended with ${end}, starting it again`);
      await sleep(pauseMs, undefined, { signal: stopping });
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      ended = startService(name).then(
        (started) => started.ended,
        (error: Error) => error.message,
      );
    }
  }
}
