import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { notifiedKey } from '@proofsheet/photos';
import { createLogger } from '@proofsheet/runtime';
import { createAnnounceTogether } from '../../src/announce/announce-together.ts';
import type { Publication } from '../../src/create-publish.ts';
import { createCompose } from '../../src/messages/create-compose.ts';
import { readyPhoto, sampleKey } from '../messages/sample-photo.ts';

const { signal } = new AbortController();
const publishMs = 15_000;

function setUp(leftMs = 60_000) {
  const published: Publication[] = [];
  const derived = createMemoryObjectStore('derived');
  const createLink = async (key: string) => ({
    url: `https://photos.example/l/${Buffer.from(key).toString('base64url')}`,
    ends: new Date(0),
  });
  const announceTogether = createAnnounceTogether({
    derived,
    compose: createCompose({ language: 'en', createLink }),
    publish: async (publication) => `message ${published.push(publication)}`,
    takeTurn: async () => {},
    publishMs,
    logger: createLogger('test', 'silent'),
  });
  const claim = { left: () => leftMs, release: async () => {} };
  return { announceTogether, claim, derived, published };
}

test('photos that one message cannot hold go out in several, each photo once', async () => {
  const { announceTogether, claim, derived, published } = setUp();
  // Every character of these keys takes seven bytes in JSON within JSON.
  const keys = Array.from({ length: 100 }, (_, index) => `${'\u0001'.repeat(1000)}${index}.jpg`);
  assert.ok(
    await announceTogether(
      keys.map((key) => readyPhoto(key)),
      claim,
      signal,
    ),
  );
  const told = published.flatMap(({ message }) => JSON.parse(JSON.parse(message).default).photos);
  assert.deepEqual(
    told.map(({ key }) => key),
    keys,
  );
  assert.ok(published.length > 1);
  for (const { message } of published) assert.ok(Buffer.byteLength(message) <= 262_144);
  assert.equal(derived.objects.size, keys.length);
});

test('200 photos with long names fit into one message', async () => {
  const { announceTogether, claim, published } = setUp();
  const photos = Array.from({ length: 200 }, (_, index) =>
    readyPhoto(sampleKey(index, `사진 ${index} ${'가'.repeat(20)}.jpg`)),
  );
  assert.ok(await announceTogether(photos, claim, signal));
  assert.equal(published.length, 1);
});

test('a lease that is too short for Publish and the records: nothing goes out', async () => {
  const { announceTogether, claim, derived, published } = setUp(publishMs - 1);
  assert.equal(await announceTogether([readyPhoto('cat.jpg')], claim, signal), false);
  assert.deepEqual([published.length, derived.objects.size], [0, 0]);
});

test('who is aborted before Publish publishes nothing, and who is aborted after it still records it', async () => {
  const { announceTogether, claim, derived, published } = setUp();
  await assert.rejects(announceTogether([readyPhoto('cat.jpg')], claim, AbortSignal.abort()));
  assert.equal(published.length, 0);
  const aborter = new AbortController();
  const left = () => {
    queueMicrotask(() => aborter.abort());
    return 60_000;
  };
  assert.ok(await announceTogether([readyPhoto('cat.jpg')], { ...claim, left }, aborter.signal));
  assert.ok(derived.objects.has(notifiedKey('cat.jpg')));
});
