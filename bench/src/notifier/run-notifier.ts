import type { createCounter } from '../create-counter.ts';
import { cpuMsOf, rssMiBOf } from '../read-usage.ts';
import { type MeasuredSystem, withService } from '../with-service.ts';
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

/** Former names of settings. The present notifier refuses them. */
const formerSettings = { NOTIFY_PHOTOS_PER_MAIL: '200' };

/** Photos until V8 has finished optimising the code. */
const photosUntilCompiled = 800;

/** Runs the real notifier on one load, after a warm-up of the same kind. `folder` is another checkout whose notifier is run. */
export async function runNotifier(load: Load, folder?: string): Promise<NotifierRun> {
  return withNotifier(async (system, notified) => {
    const { owners, perOwner, quietSeconds } = load;
    const photos = await openPhotos(system.local);
    const warmUp = await photos.put(Math.ceil(photosUntilCompiled / perOwner), perOwner);
    const measured = await photos.put(owners, perOwner);
    const { pid } = await system.start({ ...settingsOf(load), ...(folder && formerSettings) }, folder);
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
  return withNotifier(async (system, notified) => {
    const photos = await openPhotos(system.local);
    const proxy = await countRequests(system.local);
    const measured = await photos.put(load.owners, load.perOwner);
    const env = { ...settingsOf(load), AWS_ENDPOINT_URL: proxy.endpoint };
    const notifier = await system.start(env);
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

/** What notifiers log for each batch; version 0.1 had another message. */
const messages: readonly unknown[] = ['batch recorded', 'published and recorded'];

/** Runs `work` on a system without services, with a counter of the photos that its notifiers have recorded. */
function withNotifier<T>(
  work: (system: MeasuredSystem, notified: ReturnType<typeof createCounter>) => Promise<T>,
): Promise<T> {
  const photosOf = ({ msg, photos }: Readonly<Record<string, unknown>>) =>
    messages.includes(msg) ? Number(photos) : 0;
  return withService('notifier', photosOf, work);
}
