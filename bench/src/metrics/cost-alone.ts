import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import { writeThumbnailMetadata } from '@proofsheet/photos';
import { createMetrics } from '@proofsheet/runtime';
import { createObserver, type Observer } from '@proofsheet/worker/observer';
import { observeNothing } from './observe-nothing.ts';

const photos = 20_000;

/**
 * Microseconds of CPU that metrics cost a photo, measured alone: the worker's steps return at once, with and without
 * metrics.
 */
export async function costAlone(): Promise<number> {
  const off = await run(observeNothing());
  const on = await run(createObserver(createMetrics('worker'), undefined));
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
const image = { body, contentType: 'image/jpeg', width: 200, height: 133 };
const original = { width: 1224, height: 816 };

async function run(observer: Observer): Promise<number> {
  const observed = observer.store(store);
  const events = observer.events(() => ({
    slots: 6,
    busy: 0,
    aborted: 0,
    waiting: 0,
    paused: false,
    receiveErrors: 0,
  }));
  const work = async () => {};
  const reconcile = async () => {
    await observer.stage('memory', work);
    await observed.get('k', { maxBytes: 1, signal });
    observer.originalRead(head.size);
    await observer.stage('make', work);
    observer.originalMade(original);
    await observed.put('k', body, { contentType: 'image/jpeg', metadata }, signal);
    observer.thumbnailStored(image);
    await observed.head('k', signal);
    return 'made' as const;
  };
  const journal = { changed: false, sawAbsent: false, sawUndecodable: false, refused: undefined };
  const event = { bucket: 'b', key: 'k', time, etag: undefined };

  async function handleMany(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      const message = { id: String(number), body: '', receiveCount: 1, sentAt: new Date() };
      events.received?.(message);
      events.started?.(message);
      const request = { key: 'k', delivery: 'first', event } as const;
      await observer.photo({ message, request, journal }, reconcile);
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
