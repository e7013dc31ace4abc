import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { pendingKey } from '@proofsheet/photos';
import type { PendingResult } from '../../src/gather/announce-pending.ts';
import { createHandleDigest } from '../../src/gather/handle-digest.ts';
import { photoKey } from './sample-objects.ts';

const { signal } = new AbortController();
const key = photoKey(0);

interface Situation {
  readonly pending?: readonly string[];
  readonly secondsToWait?: number;
  readonly result?: PendingResult;
}

/** What becomes of a digest, and in how many seconds it comes back. */
async function handle({ pending = [key], secondsToWait = 0, result }: Situation) {
  const derived = createMemoryObjectStore('derived');
  for (const one of pending) await derived.put(pendingKey(one), one, { contentType: '' }, signal);
  const delays: number[] = [];
  const handleDigest = createHandleDigest({
    derived,
    announcePending: async () => result ?? { settled: new Set(pending.map(pendingKey)) },
    sendDigest: async (_, delaySeconds) => void delays.push(delaySeconds),
    secondsToWait: () => secondsToWait,
    quietSeconds: 30,
    photosPerMail: 3,
  });
  return [await handleDigest(key, signal), ...delays];
}

test('a digest whose photo is no longer pending is done, whatever else is', async () => {
  assert.deepEqual(await handle({ pending: [] }), ['settled before']);
  assert.deepEqual(await handle({ pending: [photoKey(1)] }), ['settled before']);
});

test('one that comes too early comes back when it is time', async () => {
  assert.deepEqual(await handle({ secondsToWait: 12 }), ['waits', 12]);
});

test('a full mail does not wait', async () => {
  const pending = [photoKey(1), photoKey(2), key];
  assert.deepEqual(await handle({ pending, secondsToWait: 12 }), ['published']);
});

test('while another announces it comes back, soon though the lease may be long', async () => {
  assert.deepEqual(await handle({ result: { heldForSeconds: 9 } }), ['held by another', 9]);
  assert.deepEqual(await handle({ result: { heldForSeconds: 900 } }), ['held by another', 30]);
});

test('one whose photo is left over goes on', async () => {
  assert.deepEqual(await handle({ result: { settled: new Set() } }), ['goes on', 1]);
});
