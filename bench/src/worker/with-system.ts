import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningSystem, startSystem } from '@proofsheet/system';
import { createCounter } from './create-counter.ts';

/** Runs `work` on a system without services, with a counter of the photos that its workers have handled. */
export async function withSystem<T>(
  run: (system: RunningSystem, visits: ReturnType<typeof createCounter>) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-bench-'));
  const visits = createCounter();
  const system = await startSystem({
    dataDir,
    services: [],
    onLine: (service, { msg }) => service === 'worker' && msg === 'reconciled' && visits.add(),
  });
  try {
    return await run(system, visits);
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
