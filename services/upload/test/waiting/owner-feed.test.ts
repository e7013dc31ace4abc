import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListOptions } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { createPhotoId, originalKey, outcomeKey } from '@proofsheet/photos';
import { createOwnerFeed } from '../../src/waiting/owner-feed.ts';

const owner = 'a'.repeat(32);
const signal = AbortSignal.timeout(60_000);

/** A feed over an album in memory that polls as fast as it can and reports every poll. */
function startFeed(onError: (error: unknown) => void = (error) => assert.fail(String(error))) {
  const store = createMemoryObjectStore('derived');
  const looks: ListOptions[] = [];
  const closing = new AbortController();
  const newest = Promise.withResolvers<void>();
  const feed = createOwnerFeed({
    owner,
    async list(options, abort) {
      looks.push(options);
      const rows = await store.list(options, abort);
      if (options.startAfter === undefined) setImmediate(newest.resolve);
      return rows;
    },
    periodMs: () => 1,
    closing: closing.signal,
    onError,
    onIdle: () => {},
  });
  const fail = (photoId: string) => {
    const key = originalKey({ owner, photoId, fileName: 'a.jpg' });
    const record = outcomeKey(key, '"e"', { status: 'failed', reason: 'corrupt' });
    return store.put(record, '{}', { contentType: 'application/json' }, signal);
  };
  return { feed, looks, fail, newestLook: newest.promise };
}

/** Ids of photos a second apart, the oldest first. */
const idsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => createPhotoId(1e12 + index * 1000));

test('a photo behind thousands of newer outcomes is reached, with others that are waited for before it', async () => {
  const { feed, looks, fail } = startFeed();
  const ids = idsOf(2500);
  const [oldest = ''] = ids;
  const newest = ids.at(-1) ?? '';
  for (const id of ids.slice(1, -1)) await fail(id);
  const found: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  feed.awaitPhotos([oldest, newest], (photoId) => {
    found.push(photoId);
    if (new Set(found).size === 2) resolve();
  });
  await fail(oldest);
  await fail(newest);
  await promise;
  assert.ok(looks.every(({ limit = 0 }) => limit <= 1000));
});

test('those who wait for anything new are served beside those who wait for an old photo', async () => {
  const { feed, fail, newestLook } = startFeed();
  const ids = idsOf(1500);
  for (const id of ids.slice(1, -1)) await fail(id);
  const heard = Promise.withResolvers<string>();
  feed.listen({
    since: new Date(Date.now() + 60_000),
    onChange: ({ appeared }) => heard.resolve(appeared[0]?.original ?? ''),
  });
  const stop = feed.awaitPhotos([ids[0] ?? ''], () => assert.fail('it never comes'));
  await newestLook;
  await fail(ids.at(-1) ?? '');
  assert.match(await heard.promise, new RegExp(ids.at(-1) ?? '-'));
  stop();
});

test('a failed poll is reported, and the next one follows', async () => {
  const failures: unknown[] = [];
  const store = createMemoryObjectStore('derived');
  const found = Promise.withResolvers<void>();
  const [id = ''] = idsOf(1);
  const feed = createOwnerFeed({
    owner,
    list: (options, abort) =>
      failures.length === 0 ? Promise.reject(new Error('no answer')) : store.list(options, abort),
    periodMs: () => 1,
    closing: signal,
    onError: (error) => failures.push(error),
    onIdle: () => {},
  });
  feed.awaitPhotos([id], () => found.resolve());
  const key = originalKey({ owner, photoId: id, fileName: 'a.jpg' });
  const record = outcomeKey(key, '"e"', { status: 'failed', reason: 'corrupt' });
  await store.put(record, '{}', { contentType: 'application/json' }, signal);
  await found.promise;
  assert.equal(failures.length, 1);
});
