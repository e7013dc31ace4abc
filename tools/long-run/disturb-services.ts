import { setTimeout as delay } from 'node:timers/promises';
import { type Kill, type KillKind, killAtRandom } from '@proofsheet/harness/kill-at-random';
import type { ServiceName, ServiceProcess } from '@proofsheet/system';

export type ServiceKill = Kill & { readonly service: ServiceName };

/** Processes of each service that run at a time. */
export const replicas: readonly ServiceName[] = ['worker', 'worker', 'notifier', 'notifier', 'upload'];

/** The longest life of a process, and how long one is frozen: longer than its visibility timeout. Milliseconds. */
const lifeMs = 20_000;
const frozenMs = 18_000;

/** Runs the services and ends them at random until it is aborted. Returns when and how each was ended. */
export async function disturbServices(
  startService: (service: ServiceName) => Promise<ServiceProcess>,
  random: () => number,
  signal: AbortSignal,
): Promise<ServiceKill[]> {
  const all = replicas.map(async (service) => {
    const kills = await killAtRandom({
      start: () => startPatiently(() => startService(service)),
      kills: Number.POSITIVE_INFINITY,
      lifeMs,
      frozenMs,
      random,
      chooseKind: () => chooseKind(random()),
      signal,
    });
    return kills.map((kill) => ({ ...kill, service }));
  });
  return (await Promise.all(all)).flat();
}

function chooseKind(chance: number): KillKind {
  if (chance < 0.7) return 'SIGKILL';
  return chance < 0.9 ? 'SIGTERM' : 'SIGSTOP';
}

/** As Kubernetes does it: a process that does not start is started again. */
async function startPatiently(start: () => Promise<ServiceProcess>): Promise<ServiceProcess> {
  for (;;) {
    try {
      return await start();
    } catch {
      await delay(500);
    }
  }
}
