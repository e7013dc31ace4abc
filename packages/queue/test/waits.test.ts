import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs, redeliverySeconds } from '../src/waits.ts';

test('redelivery doubles from 15 seconds and is capped', () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((receiveCount) =>
    redeliverySeconds(receiveCount, () => 0.5),
  );
  assert.deepEqual(seconds, [15, 30, 60, 120, 240, 480, 750, 750, 750]);
});

test('jitter spreads a wait over 80 to 120 %, and never beyond 15 minutes', () => {
  assert.equal(
    redeliverySeconds(1, () => 0),
    12,
  );
  assert.equal(
    redeliverySeconds(1, () => 0.999_999),
    18,
  );
  assert.equal(
    redeliverySeconds(9, () => 0.999_999),
    900,
  );
});

test('a wait starts at its first length', () => {
  const waits = [1, 2, 3, 4].map((failures) => backoffMs({ firstMs: 100, maxMs: 500 }, failures, () => 0.5));
  assert.deepEqual(waits, [100, 200, 400, 500]);
});
