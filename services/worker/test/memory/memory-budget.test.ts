import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMemoryBudget, type Grant } from '../../src/memory/memory-budget.ts';

const { signal } = new AbortController();

test('what is free is granted at once', async () => {
  const budget = createMemoryBudget(100, 4);
  const grant = await budget.acquire(100, signal);
  assert.equal(grant.bytes, 100);
  assert.deepEqual(budget.status(), { usedBytes: 100, holders: 1, waiting: 0 });
});

test('more than is free waits until enough is given back', async () => {
  const budget = createMemoryBudget(100, 4);
  const [first, second] = [await budget.acquire(50, signal), await budget.acquire(50, signal)];
  const third = watch(budget.acquire(80, signal));
  first.release();
  await settle();
  assert.equal(budget.status().waiting, 1);
  second.release();
  await settle();
  assert.equal(third.grant?.bytes, 80);
});

test('a large one gets its turn before small ones that came later', async () => {
  const budget = createMemoryBudget(100, 4);
  const first = await budget.acquire(60, signal);
  const large = watch(budget.acquire(90, signal));
  const small = watch(budget.acquire(1, signal));
  await settle();
  assert.deepEqual([large.grant, small.grant], [undefined, undefined]);
  first.release();
  await settle();
  assert.equal(large.grant?.bytes, 90);
  assert.equal(small.grant?.bytes, 1);
});

test('no more hold at a time than are allowed, however little they take', async () => {
  const budget = createMemoryBudget(100, 2);
  const first = await budget.acquire(1, signal);
  await budget.acquire(1, signal);
  const third = watch(budget.acquire(1, signal));
  await settle();
  assert.equal(third.grant, undefined);
  first.release();
  await settle();
  assert.ok(third.grant);
});

test('an aborted request leaves the queue, and later ones move up', async () => {
  const budget = createMemoryBudget(100, 4);
  await budget.acquire(60, signal);
  const impatient = new AbortController();
  const large = budget.acquire(90, impatient.signal);
  const small = watch(budget.acquire(40, signal));
  const reason = new Error('enough');
  impatient.abort(reason);
  await assert.rejects(large, reason);
  await settle();
  assert.equal(small.grant?.bytes, 40);
  assert.deepEqual(budget.status(), { usedBytes: 100, holders: 2, waiting: 0 });
});

test('a request that is aborted beforehand gets nothing', async () => {
  const budget = createMemoryBudget(100, 4);
  await assert.rejects(budget.acquire(1, AbortSignal.abort(new Error('over'))), /over/);
  assert.deepEqual(budget.status(), { usedBytes: 0, holders: 0, waiting: 0 });
});

test('an abort after the grant takes nothing away, and nothing listens for it', async () => {
  const budget = createMemoryBudget(100, 4);
  const controller = new AbortController();
  const grant = await budget.acquire(10, controller.signal);
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  controller.abort();
  assert.equal(budget.status().usedBytes, 10);
  grant.release();
  assert.equal(budget.status().usedBytes, 0);
});

test('a grant grows if that much is free, and stays as it is otherwise', async () => {
  const budget = createMemoryBudget(100, 4);
  const grant = await budget.acquire(10, signal);
  await budget.acquire(20, signal);
  assert.equal(grant.tryResize(81), false);
  assert.equal(grant.bytes, 10);
  assert.equal(grant.tryResize(80), true);
  assert.equal(grant.bytes, 80);
  assert.equal(budget.status().usedBytes, 100);
});

test('a grant that shrinks lets the next one in', async () => {
  const budget = createMemoryBudget(100, 4);
  const grant = await budget.acquire(90, signal);
  const waiting = watch(budget.acquire(50, signal));
  assert.equal(grant.tryResize(50), true);
  await settle();
  assert.equal(waiting.grant?.bytes, 50);
});

test('what is released is released once, and grows no more', async () => {
  const budget = createMemoryBudget(100, 4);
  const grant = await budget.acquire(40, signal);
  const other = await budget.acquire(40, signal);
  grant.release();
  grant.release();
  assert.deepEqual(budget.status(), { usedBytes: 40, holders: 1, waiting: 0 });
  assert.equal(grant.tryResize(50), false);
  other.release();
  assert.deepEqual(budget.status(), { usedBytes: 0, holders: 0, waiting: 0 });
});

test('in any order of requests and releases, the bounds hold and all memory is released', async () => {
  const step = fc.record({
    action: fc.constantFrom('acquire', 'release', 'resize', 'abort'),
    bytes: fc.nat(100),
    which: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const budget = createMemoryBudget(100, 3);
      const granted: Grant[] = [];
      const asked: AbortController[] = [];
      for (const { action, bytes, which } of steps) {
        const grant = granted[which % granted.length];
        if (action === 'release') grant?.release();
        if (action === 'resize') grant?.tryResize(bytes);
        if (action === 'abort') asked[which % asked.length]?.abort();
        if (action === 'acquire') {
          const controller = new AbortController();
          asked.push(controller);
          budget.acquire(bytes, controller.signal).then(
            (one) => granted.push(one),
            () => {},
          );
        }
        await settle();
        const { usedBytes, holders } = budget.status();
        assert.ok(usedBytes <= 100 && holders <= 3);
      }
      while (budget.status().holders > 0) {
        for (const grant of granted) grant.release();
        await settle();
      }
      assert.deepEqual(budget.status(), { usedBytes: 0, holders: 0, waiting: 0 });
    }),
    { numRuns: 300, seed: 4 },
  );
});

function watch(promise: Promise<Grant>): { grant: Grant | undefined } {
  const watched: { grant: Grant | undefined } = { grant: undefined };
  promise.then((grant) => {
    watched.grant = grant;
  });
  return watched;
}

/** Everything that is ready to go on has gone on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
