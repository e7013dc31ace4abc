import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { createEarlierRecords, earlierNotifiedKey } from '../../src/notify/earlier-records.ts';
import { failedPhoto, readyPhoto, sampleKey } from '../messages/sample-photo.ts';

const { signal } = new AbortController();
const day = 86_400_000;

async function setUp(records: readonly string[]) {
  const calls: string[] = [];
  const derived = createMemoryObjectStore('derived', { before: async (call) => void calls.push(call) });
  for (const record of records) await derived.put(record, '{}', { contentType: '' }, signal);
  calls.length = 0;
  const create = (now = 10 * day) => createEarlierRecords({ derived, now: () => now });
  return { calls, create };
}

test('photos that version 0.1 has notified people about are known, by status', async () => {
  const long = `${'긴'.repeat(340)}.jpg`;
  const records = [
    earlierNotifiedKey(sampleKey(1), 'ready'),
    earlierNotifiedKey(sampleKey(2), 'failed'),
    earlierNotifiedKey(long, 'ready'),
    earlierNotifiedKey('~', 'ready'),
  ];
  assert.equal(records[0], `notified/${sampleKey(1)}`);
  const { create } = await setUp(records);
  const ready = [1, 2, 3].map((number) => readyPhoto(sampleKey(number)));
  assert.deepEqual(
    await create()([...ready, readyPhoto(long), readyPhoto('~')], signal),
    new Set([sampleKey(1), long, '~']),
  );
  assert.deepEqual(await create()([failedPhoto(sampleKey(2), 'empty')], signal), new Set([sampleKey(2)]));
});

test('photos stored later than a day after the upgrade are not looked up', async () => {
  const { calls, create } = await setUp([earlierNotifiedKey(sampleKey(1), 'ready')]);
  await create()([], signal);
  // Another notifier, later.
  const earlier = create(20 * day);
  const photo = { ...readyPhoto(sampleKey(1)), storedAt: 11 * day };
  calls.length = 0;
  assert.deepEqual(await earlier([photo], signal), new Set());
  assert.deepEqual(calls, ['get']);
  assert.equal((await earlier([{ ...photo, storedAt: 11 * day - 1 }], signal)).size, 1);
  assert.deepEqual(calls, ['get', 'head']);
});

test('where there was no record there is nothing to look up', async () => {
  const { calls, create } = await setUp([]);
  const earlier = create();
  assert.deepEqual(await earlier([readyPhoto(sampleKey(1))], signal), new Set());
  assert.deepEqual(calls, ['get', 'list', 'put']);
});

test('digests at the same time list only once, and a failed listing is repeated', async () => {
  const { calls, create } = await setUp([]);
  const earlier = create();
  await assert.rejects(earlier([], AbortSignal.abort()));
  const photos = [readyPhoto(sampleKey(1))];
  const found = await Promise.all([earlier(photos, signal), earlier(photos, signal)]);
  assert.deepEqual(found, [new Set(), new Set()]);
  assert.deepEqual(calls, ['get', 'list', 'put']);
});
