import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import { writeThumbnailMetadata } from '@proofsheet/photos';
import { createMetrics } from '@proofsheet/runtime';
import { createMeasures, type Measures } from '@proofsheet/worker/measures';
import type { Made, Work } from '@proofsheet/worker/recipe';
import { measureNothing } from './measure-nothing.ts';

const photos = 20_000;

/**
 * Microseconds of CPU that metrics cost a photo, measured alone: the worker's steps return at once, with and without
 * metrics.
 */
export async function costAlone(): Promise<number> {
  const off = await run(measureNothing());
  const on = await run(createMeasures(createMetrics('worker')));
  return on - off;
}

const { signal } = new AbortController();
const time = new Date();
const head: ObjectHead = {
  etag: '"e"',
  size: 400_000,
  lastModified: time,
  contentType: 'image/jpeg',
  metadata: {},
};
const metadata = writeThumbnailMetadata({
  sourceEtag: head.etag,
  recipe: 'r',
  width: 200,
  height: 133,
  originalWidth: 1224,
  originalHeight: 816,
  originalSize: head.size,
  storedAt: time,
  madeAt: time,
});
const body = Buffer.alloc(1);
const store: ObjectStore = {
  bucket: 'b',
  get: async () => ({ ...head, body, release() {} }),
  head: async () => head,
  put: async () => '"e"',
  delete: async () => true,
  list: async () => [],
  listFolders: async () => [],
};
/** Work that has ended already. */
function done<T>(result: T): Work<T> {
  return { result: Promise.resolve(result), settled: Promise.resolve() };
}

const image = { body, contentType: 'image/jpeg', width: 200, height: 133 };
const made = {
  kind: 'made',
  primary: image,
  variants: new Map(),
  original: { width: 1224, height: 816 },
  thumbhash: '',
  takenAt: undefined,
} as const;

async function run(measures: Measures): Promise<number> {
  const { originals, thumbnails } = measures.buckets({ originals: store, thumbnails: store, derived: store });
  const events = measures.events(() => ({
    slots: 6,
    busy: 0,
    aborted: 0,
    waiting: 0,
    paused: false,
    receiveErrors: 0,
  }));
  const recipe = measures.recipe({
    id: 'r',
    limitsId: 'l',
    variants: [],
    headerBytes: 1,
    plan: () => done({ kind: 'plan', memoryBytes: 1, start: () => done<Made>(made) }),
  });
  const memory = measures.memory({
    total: 1,
    acquire: async () => ({ bytes: 1, tryResize: () => true, release() {} }),
    status: () => ({ usedBytes: 0, holders: 0, waiting: 0 }),
  });
  const visit = measures.reconcile(async () => {
    await memory.acquire(1, signal);
    await originals.get('k', { maxBytes: 1, signal });
    const plan = await recipe.plan(body, signal).result;
    if (plan.kind === 'plan') await plan.start(signal).result;
    await thumbnails.put('k', body, { contentType: 'image/jpeg', metadata }, signal);
    await originals.head('k', signal);
    return 'made';
  });
  const event = { bucket: 'b', key: 'k', time, etag: undefined };

  async function handleMany(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      const message = { id: String(number), body: '', receiveCount: 1, sentAt: new Date() };
      events.received?.(message);
      events.started?.(message);
      await visit({ key: 'k', delivery: 'first', event }, signal);
      events.handled?.(message, 1);
      events.deleted?.(1);
    }
  }

  await handleMany(photos);
  const before = process.cpuUsage();
  await handleMany(photos);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / photos;
}
