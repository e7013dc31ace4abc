import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningSystem, startSystem } from '@proofsheet/system';
import { createCounter } from '../worker/create-counter.ts';
import { cpuMsOf, rssMiBOf } from '../worker/read-usage.ts';
import { countRequests } from './count-requests.ts';
import { openPhotos } from './open-photos.ts';

/** How photos come in. */
export interface Load {
  readonly name: string;
  readonly owners: number;
  readonly perOwner: number;
  /** Seconds; photos of an owner that come within them are one digest. */
  readonly quietSeconds: number;
}

/** The cost of one run of the notifier, for each photo. */
export interface NotifierRun {
  /** CPU time of the notifier alone, in milliseconds. */
  readonly cpuMs: number;
  /** From the first event to the last notification, less the quiet time, in milliseconds. */
  readonly wallMs: number;
  readonly rssMiB: number;
}

/** Photos until V8 has finished optimising the code. */
const photosUntilCompiled = 800;

/** Runs the real notifier on one load, after a warm-up of the same kind. */
export async function runNotifier(load: Load): Promise<NotifierRun> {
  return withNotified(async (system, notified) => {
    const { owners, perOwner, quietSeconds } = load;
    const photos = await openPhotos(system.local);
    const warmUp = await photos.put(Math.ceil(photosUntilCompiled / perOwner), perOwner);
    const measured = await photos.put(owners, perOwner);
    const { pid } = await system.startService('notifier', settingsOf(load));
    await photos.sendEvents(warmUp);
    await notified.reach(warmUp.length);
    const before = { cpu: cpuMsOf(pid), wall: performance.now() };
    await photos.sendEvents(measured);
    await notified.reach(warmUp.length + measured.length);
    photos.close();
    return {
      cpuMs: (cpuMsOf(pid) - before.cpu) / measured.length,
      wallMs: (performance.now() - before.wall - quietSeconds * 1000) / measured.length,
      rssMiB: rssMiBOf(pid),
    };
  });
}

/** Counts the requests that the notifier makes for each photo of a load, by what they are. */
export async function countOf(load: Load): Promise<Record<string, number>> {
  return withNotified(async (system, notified) => {
    const photos = await openPhotos(system.local);
    const proxy = await countRequests(system.local);
    const measured = await photos.put(load.owners, load.perOwner);
    const env = { ...settingsOf(load), AWS_ENDPOINT_URL: proxy.endpoint };
    const notifier = await system.startService('notifier', env);
    await photos.sendEvents(measured);
    await notified.reach(measured.length);
    // Deletes what is left in its batches.
    await notifier.stop();
    photos.close();
    proxy.close();
    return Object.fromEntries(
      [...proxy.counts].sort().map(([name, count]) => [name, count / measured.length]),
    );
  });
}

function settingsOf({ quietSeconds }: Load): Record<string, string> {
  return {
    NOTIFY_QUIET_SECONDS: String(quietSeconds),
    NOTIFY_MAX_PHOTOS: '200',
    NOTIFY_MAX_PER_SECOND: '300',
    OWNER_TOPICS: 'false',
    RECEIVE_WAIT_SECONDS: '1',
  };
}

/** Runs `work` on a system without services, with a counter of the photos that its notifier has recorded. */
async function withNotified<T>(
  work: (system: RunningSystem, notified: ReturnType<typeof createCounter>) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-bench-'));
  const notified = createCounter();
  const system = await startSystem({
    dataDir,
    services: [],
    onLine: (_, { msg, photos }) => {
      if (msg === 'batch recorded') for (let count = 0; count < Number(photos); count += 1) notified.add();
    },
  });
  try {
    return await work(system, notified);
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
