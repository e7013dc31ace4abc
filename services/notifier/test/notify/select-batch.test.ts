import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { notificationGroup, pendingKey, pendingPrefix } from '@proofsheet/photos';
import { createComposeMessage } from '../../src/messages/compose-message.ts';
import type { Look } from '../../src/notify/look-at-photo.ts';
import { createSelectBatch } from '../../src/notify/select-batch.ts';
import { failedPhoto, owner, readyPhoto, sampleKey } from '../messages/sample-photo.ts';

const { signal } = new AbortController();

/** Selects a batch of these pending photos, which look like that. */
async function select(keys: readonly string[], look: (key: string) => Look, group = owner) {
  const derived = createMemoryObjectStore('derived');
  const put = (record: string, key: string) =>
    derived.put(record, JSON.stringify({ key }), { contentType: '' }, signal);
  for (const key of keys) await put(pendingKey(key), key);
  const silences: string[] = [];
  const compose = createComposeMessage({
    language: 'en',
    createLink: async (key) => ({
      url: `https://photos.example/l/${encodeURIComponent(key)}`,
      ends: new Date(0),
    }),
  });
  const selectBatch = createSelectBatch({
    derived,
    lookAtPhoto: async (key) => look(key),
    compose,
    createNonce: () => 'a batch',
    onSilence: (silence) => void silences.push(silence),
  });
  const list = () => derived.list({ prefix: pendingPrefix(group) }, signal);
  const listed = await list();
  const selection = await selectBatch(group, listed, signal);
  return { selection, silences, listed, left: (await list()).map(({ key }) => key), compose };
}

test('photos of one status make a batch, newest first, with the ETags of their pending records', async () => {
  const keys = [1, 2, 3, 4].map((number) => sampleKey(number));
  const failing = new Set([keys[1]]);
  const { selection, listed, left } = await select(keys, (key) => ({
    photo: failing.has(key) ? failedPhoto(key, 'corrupt') : readyPhoto(key),
  }));
  const { batch, isPartial } = selection;
  const [first, , third, fourth] = keys;
  assert.deepEqual(
    batch?.photos.map(({ key }) => key),
    [first, third, fourth],
  );
  assert.deepEqual(
    batch?.pending,
    [listed[0], listed[2], listed[3]].map((record) => ({ key: record?.key, etag: record?.etag })),
  );
  assert.deepEqual([batch?.id, batch?.group, isPartial, left.length], ['a batch', owner, true, 4]);
});

test('photos that are gone or too old are no longer pending', async () => {
  const [kept = '', old = '', gone = ''] = [1, 2, 3].map((number) => sampleKey(number));
  const looks = new Map<string, Look>([
    [kept, { photo: readyPhoto(kept) }],
    [old, { silence: 'too old' }],
    [gone, { silence: 'gone' }],
  ]);
  const { selection, silences, left } = await select([kept, old, gone], (key) => looks.get(key) as Look);
  assert.deepEqual([left, selection.isPartial], [[pendingKey(kept)], false]);
  assert.deepEqual(silences.sort(), ['gone', 'too old']);
  const none = await select([old], () => ({ silence: 'gone' }));
  assert.deepEqual([none.selection.batch, none.left], [undefined, []]);
});

test('what one message cannot hold is left to further batches', async () => {
  // Each character of these keys takes seven bytes in JSON within JSON.
  const keys = Array.from({ length: 100 }, (_, index) => `${'\u0001'.repeat(300)}${index}.jpg`);
  const { selection, compose } = await select(
    keys,
    (key) => ({ photo: readyPhoto(key) }),
    notificationGroup(''),
  );
  const { photos = [] } = selection.batch ?? {};
  assert.ok(photos.length > 20 && photos.length < 100 && selection.isPartial, `${photos.length} photos`);
  assert.ok(Buffer.byteLength((await compose(photos)).message) <= 262_144);
});

test('200 photos with long names fit in one message', async () => {
  const keys = Array.from({ length: 200 }, (_, index) =>
    sampleKey(index, `사진 ${index} ${'가'.repeat(20)}.jpg`),
  );
  const { selection } = await select(keys, (key) => ({ photo: readyPhoto(key) }));
  assert.deepEqual([selection.batch?.photos.length, selection.isPartial], [200, false]);
});

test('records of version 0.1, and those of long keys, name their photo in the body; it goes out once', async () => {
  const derived = createMemoryObjectStore('derived');
  const key = sampleKey(1);
  const records = [pendingKey(key), `${pendingPrefix(owner)}${'0'.repeat(31)}1/${'a'.repeat(64)}`];
  for (const record of records)
    await derived.put(record, JSON.stringify({ key }), { contentType: '' }, signal);
  const selectBatch = createSelectBatch({
    derived,
    lookAtPhoto: async (each) => ({ photo: readyPhoto(each) }),
    compose: async () => ({ subject: '', message: '', attributes: {} }),
    createNonce: () => 'a batch',
    onSilence() {},
  });
  const { batch } = await selectBatch(
    owner,
    await derived.list({ prefix: pendingPrefix(owner) }, signal),
    signal,
  );
  assert.deepEqual(
    batch?.photos.map((photo) => photo.key),
    [key],
  );
  assert.deepEqual(batch?.pending.map((record) => record.key).sort(), records.sort());
});
