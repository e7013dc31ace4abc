import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningSystem, type ServiceName, type ServiceProcess, startSystem } from '@proofsheet/system';
import { createCounter } from './create-counter.ts';
import { startServiceOf } from './start-service-of.ts';

export interface MeasuredSystem extends RunningSystem {
  /** Starts the measured service: of this checkout, or of another folder. */
  start(settings: Readonly<Record<string, string>>, folder?: string): Promise<ServiceProcess>;
}

/**
 * Runs `work` on a system without services, with a counter of the photos that the measured service has handled:
 * `photosOf` says how many a line of its log reports.
 */
export async function withService<T>(
  service: ServiceName,
  photosOf: (line: Readonly<Record<string, unknown>>) => number,
  work: (system: MeasuredSystem, handled: ReturnType<typeof createCounter>) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-bench-'));
  const handled = createCounter();
  const onLine = (line: Readonly<Record<string, unknown>>) => handled.add(photosOf(line));
  const system = await startSystem({
    dataDir,
    services: [],
    onLine: (name, line) => name === service && onLine(line),
  });
  const others: ServiceProcess[] = [];
  async function start(settings: Readonly<Record<string, string>>, folder?: string) {
    if (folder === undefined) return system.startService(service, settings);
    const logFile = path.join(dataDir, 'logs', `other-${service}.log`);
    const other = await startServiceOf(folder, service, system, { settings, logFile, onLine });
    others.push(other);
    return other;
  }
  try {
    return await work({ ...system, start }, handled);
  } finally {
    await Promise.all(others.map((other) => other.stop()));
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
