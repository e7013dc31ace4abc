import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { type TestContext, test } from 'node:test';
import type { Made } from '../../src/thumbnails/recipe.ts';
import { type Limits, startWork } from '../../src/thumbnails/start-work.ts';

const made: Made = { kind: 'failed', reason: 'corrupt' };
const timeout: Made = { kind: 'failed', reason: 'timeout' };
const hour = 3_600_000;

test('work that ends in time ends as it does, and leaves no timer', async (t) => {
  const { work, end, timers } = start(t, { decodeMs: hour, stuckMs: hour });
  assert.equal(timers.size, 2);
  end(made);
  assert.equal(await work.made, made);
  await work.settled;
  await gone(timers);
});

test('work that fails passes on its error, is settled, and leaves no timer', async (t) => {
  const { work, fail, timers } = start(t, { decodeMs: hour, stuckMs: hour });
  fail(new Error('no memory'));
  await assert.rejects(work.made, /no memory/);
  await work.settled;
  await gone(timers);
});

test('work past its deadline has failed, and is settled only when it ends', async (t) => {
  const { work, end, timers } = start(t, { decodeMs: 1, stuckMs: hour });
  let settled = false;
  void work.settled.then(() => {
    settled = true;
  });
  assert.deepEqual(await work.made, timeout);
  await turn();
  assert.equal(settled, false);
  end(made);
  await work.settled;
  assert.deepEqual(await work.made, timeout);
  await gone(timers);
});

test('work that fails past its deadline has failed by the deadline, and nobody has to catch its error', async (t) => {
  const { work, fail } = start(t, { decodeMs: 1, stuckMs: hour });
  assert.deepEqual(await work.made, timeout);
  fail(new Error('too late'));
  await work.settled;
  await turn();
});

test('work that does not end long after its deadline is told of, and only then', async (t) => {
  const { work, stuck, calls } = start(t, { decodeMs: 1, stuckMs: 20 });
  await work.made;
  assert.equal(calls(), 0);
  await stuck;
  assert.equal(calls(), 1);
});

function start(t: TestContext, limits: Omit<Limits, 'onStuck'>) {
  // The timers of the work alone would not keep the process, and the runner would set one of its own.
  const alive = setInterval(() => {}, hour);
  t.after(() => clearInterval(alive));
  const timers = watchTimers(t);
  const { promise, resolve: end, reject: fail } = Promise.withResolvers<Made>();
  const { promise: stuck, resolve: onStuck } = Promise.withResolvers<void>();
  let calls = 0;
  const tell = () => {
    calls += 1;
    onStuck();
  };
  return {
    work: startWork(promise, { ...limits, onStuck: tell }),
    end,
    fail,
    stuck,
    calls: () => calls,
    timers,
  };
}

/** The timers that have been set from now on and are neither over nor cleared. */
function watchTimers(t: TestContext): Set<number> {
  const timers = new Set<number>();
  const hook = createHook({
    init: (id, type) => type === 'Timeout' && timers.add(id),
    destroy: (id) => timers.delete(id),
  }).enable();
  t.after(() => hook.disable());
  return timers;
}

/** Node tells of the end of a timer some turns later. */
async function gone(timers: Set<number>): Promise<void> {
  for (let turns = 0; timers.size > 0 && turns < 100; turns += 1) await turn();
  assert.equal(timers.size, 0);
}

/** Unlike a timeout that nobody waits for, it keeps the process alive. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
