import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { type TestContext, test } from 'node:test';
import { createDecoderThreads } from '../../src/thumbnails/decoder-threads.ts';
import { DecodeTimeoutError, startWork } from '../../src/thumbnails/start-work.ts';

const hour = 3_600_000;
const never = new AbortController().signal;
/** Of two threads one decodes. */
const oneDecoder = 2;

test('work that ends in time ends as it does, and leaves no timer', async (t) => {
  const { open, timers } = setUp(t, { decodeMs: hour, stuckMs: hour });
  const { work, end } = await open();
  assert.equal(timers.size, 2);
  end('made');
  assert.equal(await work.result, 'made');
  await work.settled;
  await gone(timers);
});

test('work that fails passes on its error, is settled, and leaves no timer', async (t) => {
  const { open, timers } = setUp(t, { decodeMs: hour, stuckMs: hour });
  const { work, fail } = await open();
  fail(new Error('no memory'));
  await assert.rejects(work.result, /no memory/);
  await work.settled;
  await gone(timers);
});

test('work past its deadline has failed, and is settled only when it ends', async (t) => {
  const { open, timers } = setUp(t, { decodeMs: 1, stuckMs: hour });
  const { work, end } = await open();
  let settled = false;
  void work.settled.then(() => {
    settled = true;
  });
  await assert.rejects(work.result, DecodeTimeoutError);
  await turn();
  assert.equal(settled, false);
  end('made');
  await work.settled;
  await assert.rejects(work.result, DecodeTimeoutError);
  await gone(timers);
});

test('work that fails past its deadline has failed by the deadline, and its error is dropped', async (t) => {
  const { open } = setUp(t, { decodeMs: 1, stuckMs: hour });
  const { work, fail } = await open();
  await assert.rejects(work.result, DecodeTimeoutError);
  fail(new Error('too late'));
  await work.settled;
  await turn();
});

test('work that does not end long after its deadline is reported, and only then', async (t) => {
  const { open, stuck, calls } = setUp(t, { decodeMs: 1, stuckMs: 20 });
  const { work } = await open();
  await assert.rejects(work.result);
  assert.equal(calls(), 0);
  await stuck;
  assert.equal(calls(), 1);
});

test('the deadline does not count the wait for a thread: a good photo behind a slow one gets its result', async (t) => {
  const { open, threads } = setUp(t, { decodeMs: 20, stuckMs: hour });
  const slow = await open();
  const good = await open();
  await assert.rejects(slow.work.result, DecodeTimeoutError);
  // The native code of the slow photo keeps its thread, far longer than the deadline of one photo.
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(good.begun(), false);
  assert.deepEqual(threads.status(), { threads: 1, busy: 1, overdue: 1, waiting: 1 });
  assert.equal(threads.blocked(), true);
  slow.end('late');
  await slow.work.settled;
  await turn();
  assert.equal(good.begun(), true);
  good.end('made');
  assert.equal(await good.work.result, 'made');
  await good.work.settled;
  assert.deepEqual(threads.status(), { threads: 1, busy: 0, overdue: 0, waiting: 0 });
  assert.equal(threads.blocked(), false);
});

test('work whose signal is aborted before it has a thread never begins', async (t) => {
  const { open, threads } = setUp(t, { decodeMs: hour, stuckMs: hour });
  const first = await open();
  const controller = new AbortController();
  const second = await open(controller.signal);
  controller.abort(new Error('the message is gone'));
  await assert.rejects(second.work.result, /the message is gone/);
  await second.work.settled;
  first.end('made');
  await first.work.settled;
  assert.deepEqual([second.begun(), threads.status().busy, threads.status().waiting], [false, 0, 0]);
});

test('work whose signal is aborted while it runs ends at once, and keeps its thread until it has settled', async (t) => {
  const { open, threads } = setUp(t, { decodeMs: hour, stuckMs: hour });
  const controller = new AbortController();
  const { work, end } = await open(controller.signal);
  controller.abort(new Error('the message is gone'));
  await assert.rejects(work.result, /the message is gone/);
  assert.equal(threads.status().busy, 1);
  end('made');
  await work.settled;
  assert.equal(threads.status().busy, 0);
});

test('a thread is left for DNS and files, and with one thread only that one decodes', async () => {
  for (const [poolSize, decoders] of [
    [1, 1],
    [2, 1],
    [4, 3],
    [5, 4],
  ] as const) {
    const threads = createDecoderThreads(poolSize);
    for (let n = 0; n < 8; n += 1) void threads.acquire(never);
    await turn();
    assert.equal(threads.status().busy, decoders);
  }
});

function setUp(t: TestContext, limits: { decodeMs: number; stuckMs: number }) {
  // The timers of the work alone would not keep the process, and the runner would set one of its own.
  const alive = setInterval(() => {}, hour);
  t.after(() => clearInterval(alive));
  const timers = watchTimers(t);
  const threads = createDecoderThreads(oneDecoder);
  const { promise: stuck, resolve: onStuck } = Promise.withResolvers<void>();
  let calls = 0;
  const report = () => {
    calls += 1;
    onStuck();
  };
  return {
    timers,
    threads,
    stuck,
    calls: () => calls,
    /** Starts work that ends when the test says so. */
    async open(signal = never) {
      const { promise, resolve: end, reject: fail } = Promise.withResolvers<string>();
      let begun = false;
      const begin = () => {
        begun = true;
        return promise;
      };
      const work = startWork(begin, { ...limits, threads, onStuck: report }, signal);
      // The test looks at it later.
      work.result.catch(() => {});
      await Promise.resolve();
      await Promise.resolve();
      return { work, end, fail, begun: () => begun };
    },
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

/** Node reports the end of a timer some turns later. */
async function gone(timers: Set<number>): Promise<void> {
  for (let turns = 0; timers.size > 0 && turns < 100; turns += 1) await turn();
  assert.equal(timers.size, 0);
}

/** Unlike an unreferenced timer, it keeps the process alive. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
