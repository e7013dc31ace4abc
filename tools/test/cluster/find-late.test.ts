import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLate } from '../../cluster/find-late.ts';

// A backlog: each photo takes longer than the one before.
const steady = Array.from({ length: 200 }, (_, index) => ({
  key: `${index}.jpg`,
  storedAt: index * 100,
  doneAt: index * 100 + index * 500,
}));

test('photos that all take longer and longer are not late', () => {
  assert.deepEqual(findLate(steady, 30), []);
});

test('a photo whose message was stranded for a minute is', () => {
  const stranded = steady.map((photo, index) =>
    index === 120 ? { ...photo, doneAt: photo.doneAt + 60_000 } : photo,
  );
  assert.deepEqual(
    findLate(stranded, 30).map(({ key }) => key),
    ['120.jpg'],
  );
});
