import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOwnerRate } from '../../src/http/owner-rate.ts';
import { ProblemError } from '../../src/http/problem.ts';

function openRate(max: number) {
  const clock = { ms: 0 };
  const take = createOwnerRate({
    max,
    windowMs: 60_000,
    problem: 'too-many-uploads',
    detail: 'too many',
    now: () => clock.ms,
  });
  /** The seconds in Retry-After, or 0 if it was allowed. */
  const tryTake = (owner: string, count?: number): number => {
    try {
      take(owner, count);
      return 0;
    } catch (error) {
      assert.ok(error instanceof ProblemError);
      return Number(error.headers['retry-after']);
    }
  };
  return { clock, tryTake };
}

test('an owner may take so much in a window, and again in the next', () => {
  const { clock, tryTake } = openRate(60);
  assert.equal(tryTake('anna', 59), 0);
  clock.ms = 10_000;
  assert.equal(tryTake('anna'), 0);
  assert.equal(tryTake('anna'), 50);
  assert.equal(tryTake('ben'), 0, 'another owner');
  clock.ms = 59_999;
  assert.equal(tryTake('anna'), 1);
  clock.ms = 60_000;
  assert.equal(tryTake('anna', 60), 0);
  assert.equal(tryTake('anna'), 60);
});

test('what is refused takes nothing', () => {
  const { tryTake } = openRate(10);
  assert.equal(tryTake('anna', 6), 0);
  assert.notEqual(tryTake('anna', 6), 0);
  assert.equal(tryTake('anna', 4), 0);
});

test('more than the limit is never allowed', () => {
  const { clock, tryTake } = openRate(10);
  assert.notEqual(tryTake('anna', 11), 0);
  clock.ms = 3_600_000;
  assert.notEqual(tryTake('anna', 11), 0);
});
