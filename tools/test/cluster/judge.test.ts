import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, type Outcome } from '@proofsheet/harness/judge';
import { createPhotoId, notifiedKey, originalKey, outcomeKey, ownerId, variantKey } from '@proofsheet/photos';

const owner = ownerId('cluster', 'test');
const ids = [createPhotoId(), createPhotoId(), createPhotoId()];
const [one = '', two = '', heavy = ''] = ids.map((photoId) =>
  originalKey({ owner, photoId, fileName: 'a.jpg' }),
);
const at = new Date('2026-01-01T00:00:00Z');

function messageOf(id: string, keys: string[]) {
  const photos = keys.map((key) => ({ key }));
  return { id, at, owner, status: 'ready', count: keys.length, photos, traceparent: undefined };
}

const good: Outcome = {
  sent: ids,
  heavy: [heavy],
  variants: ['small'],
  originals: [one, two, heavy],
  thumbnails: [one, two],
  derived: [
    ...[one, two].flatMap((key) => [variantKey('small', key), notifiedKey(key)]),
    outcomeKey(heavy, '"e"', { status: 'failed', reason: 'too-much-memory' }),
  ],
  published: [messageOf('first', [one, two])],
  recorded: new Set(['first']),
  notifierKills: [],
  queued: { originals: 0, thumbnails: 0 },
  deadLetters: [],
};

test('accepts one set of thumbnails and one notification a photo, and a record of a refused photo', () => {
  const verdict = judge(good);
  assert.deepEqual(verdict.errors, []);
  assert.deepEqual([verdict.ready, verdict.announced, verdict.messages], [2, 2, 1]);
  assert.deepEqual(verdict.heavyRefused, [heavy]);
});

test('a delivery keeps its record, a claim does not', () => {
  const judged = (key: string) => judge({ ...good, derived: [...good.derived, key] }).errors;
  assert.deepEqual(judged(`claims/delivery/${owner}/batch`), []);
  assert.match(judged(`claims/owner/${owner}`).join(), /1 records left over/);
});

test('a heavy photo may end as a dead letter instead', () => {
  const derived = good.derived.filter((key) => !key.startsWith('outcomes/'));
  assert.deepEqual(judge({ ...good, derived, deadLetters: [`{"key": "${heavy}"}`] }).errors, []);
});

test('a second notification is explained only by a notifier that was killed before it recorded the first', () => {
  const published = [...good.published, messageOf('second', [one])];
  assert.match(judge({ ...good, published }).errors.join(), /1 announced twice/);
  const killed = judge({ ...good, published, notifierKills: [at] });
  assert.deepEqual([killed.errors, killed.explainedDoubles], [[], [one]]);
  const recorded = new Set(['first', 'second']);
  assert.match(
    judge({ ...good, published, recorded, notifierKills: [at] }).errors.join(),
    /1 announced twice/,
  );
});

const wrong: Record<string, [Partial<Outcome>, RegExp]> = {
  'a photo missing in S3': [{ sent: [...ids, createPhotoId()] }, /1 sent and not in S3/],
  'a photo that was never sent': [{ sent: ids.slice(1) }, /1 in S3 and never sent/],
  'a missing thumbnail': [{ thumbnails: [one] }, /1 without a thumbnail/],
  'a thumbnail without its original': [
    { thumbnails: [one, two, 'gone.jpg'] },
    /1 thumbnails without an original/,
  ],
  'a missing further size': [{ variants: ['small', 'large'] }, /2 missing further sizes/],
  'a photo without a notification': [{ published: [messageOf('first', [one])] }, /1 unannounced/],
  'a record left over': [{ derived: [...good.derived, `pending/${owner}/x`] }, /1 records left over/],
  'an unexpected failure': [
    { derived: [...good.derived, outcomeKey(one, '"e"', { status: 'failed', reason: 'corrupt' })] },
    /1 failure records/,
  ],
  'a message left in a queue': [{ queued: { originals: 1 } }, /1 messages left in originals/],
  'a dead letter of another photo': [{ deadLetters: [`{"key": "${one}"}`] }, /1 dead letters/],
  'a heavy photo without a record': [
    { derived: good.derived.filter((key) => !key.startsWith('outcomes/')) },
    /1 without a thumbnail/,
  ],
};

for (const [name, [change, complaint]] of Object.entries(wrong)) {
  test(`complains of ${name}`, () => {
    assert.match(judge({ ...good, ...change }).errors.join('; '), complaint);
  });
}
