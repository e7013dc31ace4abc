import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RetryAfterError, UnreadableError } from '../src/handler.ts';
import { FakeSqs } from './fake-sqs.ts';
import { setUp } from './set-up.ts';
import { pass, settle } from './simulated-time.ts';

test('a failed message comes back later and later', async (t) => {
  const receivedAt: number[] = [];
  const { sqs, consumer } = setUp(t, async () => {
    receivedAt.push(Math.round(Date.now() / 1_000));
    throw new Error('no luck');
  });
  sqs.put('a');
  consumer.start();
  await pass(240_000, 50);
  const waits = receivedAt.slice(1).map((at, index) => at - (receivedAt[index] ?? 0));
  assert.deepEqual(waits, [15, 30, 60, 120]);
  assert.deepEqual(sqs.callsOf('delete'), []);
});

test('messages are given back together, at the latest 50 ms after the first', async (t) => {
  const { sqs, consumer } = setUp(t, async ({ body }) => {
    throw new RetryAfterError(body.length);
  });
  for (const body of ['a', 'bb', 'ccc']) sqs.put(body);
  consumer.start();
  await pass(40);
  assert.deepEqual(sqs.callsOf('visibility'), []);
  await pass(20);
  const changes = [1, 2, 3].map((seconds) => ({ body: 'abc'[seconds - 1]?.repeat(seconds), seconds }));
  assert.deepEqual(
    sqs.callsOf('visibility').map((call) => call.changes),
    [changes],
  );
});

test('RetryAfterError is as long as was asked, and no reason to pause', async (t) => {
  const { sqs, consumer, lines } = setUp(t, async () => {
    throw new RetryAfterError(41.2);
  });
  for (let n = 0; n < 40; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await pass(1_000);
  const seconds = sqs.callsOf('visibility').flatMap(({ changes }) => changes.map((change) => change.seconds));
  assert.deepEqual(new Set(seconds), new Set([42]));
  assert.equal(seconds.length, 40);
  assert.equal(consumer.ready(), true);
  assert.deepEqual(
    lines.filter(({ level }) => level !== 'debug'),
    [],
  );
});

test('RetryAfterError keeps within what SQS can do', () => {
  assert.equal(new RetryAfterError(-3).seconds, 0);
  assert.equal(new RetryAfterError(Number.POSITIVE_INFINITY).seconds, 39_600);
  assert.throws(() => new RetryAfterError(Number.NaN), RangeError);
});

test('an unreadable message goes to the dead-letter queue at once, with one clear line', async (t) => {
  const sqs = new FakeSqs(8);
  const { consumer, texts } = setUp(
    t,
    async ({ body }) => {
      throw new UnreadableError(`not a notification: ${body}`);
    },
    { sqs },
  );
  for (let n = 0; n < 10; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await pass(5_000);
  assert.equal(sqs.deadLetters.length, 10);
  assert.deepEqual(sqs.callsOf('delete'), []);
  assert.equal(
    texts('error').length,
    10,
    'one line a message, none for its other seven receipts, none for an outage',
  );
  assert.equal(consumer.ready(), true);
});

test('giving back is tried again', async (t) => {
  const { sqs, consumer } = setUp(t, async () => {
    throw new RetryAfterError(7);
  });
  let failures = 3;
  sqs.trouble.visibility = () => {
    failures -= 1;
    if (failures >= 0) throw new Error('service unavailable');
    return [];
  };
  sqs.put('a');
  consumer.start();
  await pass(5_000);
  assert.equal(sqs.callsOf('visibility').length, 4);
  await pass(5_000);
  assert.equal(sqs.receiveCount('a'), 2);
});

test('a heartbeat under way does not undo what is given back', async (t) => {
  const ending = Promise.withResolvers<void>();
  const { sqs, consumer } = setUp(t, () => ending.promise, { concurrency: 1 });
  const answer = Promise.withResolvers<void>();
  sqs.trouble.visibility = () => answer.promise.then(() => []);
  sqs.put('a');
  consumer.start();
  await pass(19_000);
  assert.equal(sqs.callsOf('visibility').length, 1, 'the heartbeat is under way');
  ending.reject(new RetryAfterError(3));
  await pass(1_000);
  assert.equal(sqs.callsOf('visibility').length, 1, 'the return waits for it');
  answer.resolve();
  await settle();
  assert.deepEqual(sqs.callsOf('visibility').at(-1)?.changes, [{ body: 'a', seconds: 3 }]);
});
