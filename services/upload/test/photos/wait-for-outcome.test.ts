import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../../src/http/problem.ts';
import type { Original, Outcome, PhotoStore } from '../../src/photos/photo-store.ts';
import { createWaitForOutcome } from '../../src/photos/wait-for-outcome.ts';

const original = { key: 'photos/a/b/c.jpg' } as Original;
const processing: Outcome = { status: 'processing' };
const failed: Outcome = { status: 'failed', reason: 'corrupt' };
const never = new AbortController().signal;

/** A store in which the outcome is known from look number `knownAt` on; `onLook` is called before each. */
function createStore(knownAt: number, onLook: (look: number) => void = () => {}) {
  let looks = 0;
  const readOutcome = async () => {
    looks += 1;
    onLook(looks);
    return looks >= knownAt ? failed : processing;
  };
  return { photos: { readOutcome } as unknown as PhotoStore, looks: () => looks };
}

const secondsOf = async (run: Promise<unknown>) => {
  const start = performance.now();
  await run;
  return (performance.now() - start) / 1000;
};

test('looks again until the outcome is known', async () => {
  const { photos, looks } = createStore(3);
  const wait = createWaitForOutcome({ photos, maxWaiters: 1, closing: never });
  assert.deepEqual(await wait(original, 20, never), failed);
  assert.equal(looks(), 3);
});

test('does not wait unless asked to', async () => {
  const { photos, looks } = createStore(2);
  const wait = createWaitForOutcome({ photos, maxWaiters: 0, closing: never });
  assert.deepEqual(await wait(original, 0, never), processing);
  assert.equal(looks(), 1);
});

for (const why of ['the client is gone', 'the service closes'] as const) {
  test(`ends early when ${why}`, async () => {
    const end = new AbortController();
    const { photos } = createStore(Number.POSITIVE_INFINITY, (look) => look === 2 && end.abort());
    const [closing, gone] = why === 'the service closes' ? [end.signal, never] : [never, end.signal];
    const wait = createWaitForOutcome({ photos, maxWaiters: 1, closing });
    const seconds = await secondsOf(wait(original, 20, gone));
    assert.ok(seconds < 5, `${seconds}`);
  });
}

test('only so many wait at a time, and a place that is free again is given away', async () => {
  const end = new AbortController();
  const { photos } = createStore(Number.POSITIVE_INFINITY);
  const wait = createWaitForOutcome({ photos, maxWaiters: 1, closing: never });
  const first = wait(original, 20, end.signal);
  await wait(original, 0, never);
  await assert.rejects(wait(original, 20, never), (error: ProblemError) => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual([error.status, error.headers], [503, { 'retry-after': '2' }]);
    return true;
  });
  end.abort();
  await first;
  assert.deepEqual(await wait(original, 20, end.signal), processing);
});
