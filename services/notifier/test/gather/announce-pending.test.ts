import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { gatheredWith, ownerClaimKey, pendingKey, pendingPrefix } from '@proofsheet/photos';
import type { Photo } from '../../src/announce/look-at-photo.ts';
import { createAnnouncePending } from '../../src/gather/announce-pending.ts';
import { anObject, photoKey } from './sample-objects.ts';

const { signal } = new AbortController();
const owner = gatheredWith(photoKey(0));

async function setUp(count: number, announceTogether: (photos: readonly Photo[]) => Promise<boolean>) {
  const derived = createMemoryObjectStore('derived');
  const keys = Array.from({ length: count }, (_, number) => photoKey(number));
  for (const key of keys) {
    await derived.put(pendingKey(key), JSON.stringify({ key }), { contentType: '' }, signal);
  }
  const released: string[] = [];
  const announcePending = createAnnouncePending({
    derived,
    takeClaim: async (key) => ({
      claim: { left: () => 60_000, release: async () => void released.push(key) },
    }),
    lookAtPhoto: async (key) => ({
      photo: { key, status: 'ready', original: anObject, thumbnail: anObject },
    }),
    announceTogether,
    photosPerMail: 3,
  });
  const pending = () => derived.list({ prefix: pendingPrefix(owner) }, signal);
  return { announcePending, keys, pending, released };
}

test('all pages are announced, newest photo first, and nothing stays pending', async () => {
  const announced: string[][] = [];
  const { announcePending, keys, pending, released } = await setUp(7, async (photos) => {
    announced.push(photos.map(({ key }) => key));
    return true;
  });
  const result = await announcePending(owner, signal);
  assert.ok('settled' in result && result.settled.size === 7);
  assert.deepEqual(
    announced.map(({ length }) => length),
    [3, 3, 1],
  );
  assert.deepEqual(announced.flat(), [...keys].reverse());
  assert.deepEqual(await pending(), []);
  assert.deepEqual(released, [ownerClaimKey(owner)]);
});

test('when the lease runs short, the rest stays pending', async () => {
  let mails = 0;
  const { announcePending, pending, released } = await setUp(7, async () => ++mails < 2);
  const result = await announcePending(owner, signal);
  assert.ok('settled' in result && result.settled.size === 3);
  assert.equal((await pending()).length, 4);
  assert.equal(released.length, 1);
});

test('when SNS refuses, all stays pending and the claim is given back', async () => {
  const { announcePending, pending, released } = await setUp(2, async () => {
    throw new Error('Throttled');
  });
  await assert.rejects(announcePending(owner, signal), /Throttled/);
  assert.equal((await pending()).length, 2);
  assert.equal(released.length, 1);
});
