import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { exportQueueDepths, type QueueDepth } from '../src/depth.ts';

const depth = { visible: 3, 'in-flight': 2, delayed: 1 };

/** A queue whose depth is what `answer` gives, and what reads the metrics. */
function setUp(answer: () => Promise<QueueDepth>) {
  const registry = new Registry();
  const clock = { ms: 0, reads: 0 };
  const errors: string[] = [];
  exportQueueDepths(registry, {
    queues: {
      broken: () => {
        clock.reads += 1;
        return answer();
      },
      fine: async () => depth,
    },
    onError: (queue) => errors.push(queue),
    now: () => clock.ms,
  });
  return { clock, errors, read: () => registry.metrics() };
}

test('messages are shown by queue and state, and read at most every 5 seconds', async () => {
  const { clock, read } = setUp(async () => ({ visible: clock.reads, 'in-flight': 0, delayed: 0 }));
  const [first] = await Promise.all([read(), read()]);
  assert.match(first ?? '', /^proofsheet_queue_messages\{queue="fine",state="visible"\} 3$/m);
  assert.match(first ?? '', /^proofsheet_queue_messages\{queue="fine",state="in-flight"\} 2$/m);
  assert.match(first ?? '', /^proofsheet_queue_messages\{queue="fine",state="delayed"\} 1$/m);
  clock.ms = 4_999;
  assert.match(await read(), /\{queue="broken",state="visible"\} 1$/m);
  clock.ms = 5_000;
  assert.match(await read(), /\{queue="broken",state="visible"\} 2$/m);
});

test('a queue that cannot be read is left out, counted, and takes no other along', async () => {
  let works = true;
  const { clock, errors, read } = setUp(async () => {
    if (works) return depth;
    throw Object.assign(new Error('no'), { name: 'AccessDenied' });
  });
  assert.match(await read(), /queue="broken"/);
  works = false;
  clock.ms = 6_000;
  const text = await read();
  assert.doesNotMatch(text, /queue="broken"/);
  assert.match(text, /queue="fine",state="visible"\} 3/);
  assert.match(await read(), /^proofsheet_queue_read_errors_total\{cause="access-denied"\} 1$/m);
  assert.deepEqual(errors, ['broken']);
  works = true;
  clock.ms = 12_000;
  assert.match(await read(), /queue="broken",state="visible"\} 3/);
});

test('a queue that does not answer delays a scrape by a bounded time', async () => {
  const before = performance.now();
  const { read } = setUp(() => new Promise(() => {}));
  assert.match(await read(), /queue="fine",state="visible"\} 3/);
  assert.ok(performance.now() - before < 4_000);
  assert.match(await read(), /^proofsheet_queue_read_errors_total\{cause="timeout"\} 1$/m);
});
