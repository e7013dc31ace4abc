import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RetryAfterError } from '../src/handler.ts';
import { FakeSqs } from './fake-sqs.ts';
import { createHand, setUp, unreachable } from './set-up.ts';
import { pass, passUntil, settle } from './simulated-time.ts';

/** The texts of the two lines that an outage writes. */
const OUTAGE_LINES = /receiving (paused|resumed)/;

test('in an outage receiving pauses, one message is tried after each pause, and a success ends it', async (t) => {
  let away = true;
  const handledAt: number[] = [];
  const { sqs, consumer, lines } = setUp(
    t,
    async () => {
      handledAt.push(Date.now());
      if (away) throw unreachable();
    },
    { concurrency: 4 },
  );
  for (let n = 0; n < 60; n += 1) sqs.put(`m${n}`);
  const start = Date.now();
  consumer.start();
  await pass(900);
  assert.equal(consumer.ready(), false);
  assert.equal(handledAt.length, 8, 'two batches of four: the fifth failure was one of the second');

  await pass(64_000, 20);
  const tries = handledAt.slice(8).map((at) => Math.round((at - start) / 1_000));
  assert.deepEqual(tries, [1, 3, 7, 15, 31, 61], 'pauses of 1, 2, 4, 8, 16, 30 s');
  assert.equal(consumer.ready(), false);
  assert.equal(consumer.status().paused, true);
  assert.equal(sqs.receiveCount('m59'), 0, 'a message that was not tried has used up no receive');

  away = false;
  await passUntil(() => consumer.ready(), 35_000);
  await passUntil(() => sqs.bodies().length === 0, 120_000);
  const outage = lines.filter(({ text }) => OUTAGE_LINES.test(text));
  assert.deepEqual(
    outage.map(({ level }) => level),
    ['error', 'info'],
    'one line at its start, one at its end',
  );
});

test('an outage of a minute sends nothing to the dead-letter queue', async (t) => {
  let away = true;
  const sqs = new FakeSqs(8);
  const handled = new Set<string>();
  const { consumer } = setUp(
    t,
    async ({ body }) => {
      if (away) throw unreachable();
      handled.add(body);
    },
    { sqs, concurrency: 8, random: Math.random },
  );
  for (let n = 0; n < 200; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await pass(60_000, 20);
  away = false;
  await passUntil(() => sqs.bodies().length === 0, 600_000, 50);
  assert.deepEqual(sqs.deadLetters, []);
  assert.equal(handled.size, 200);
});

test('failures with a success between them are no outage', async (t) => {
  let count = 0;
  const { sqs, consumer } = setUp(
    t,
    async () => {
      count += 1;
      if (count % 5 !== 0) throw new Error('bad message');
    },
    { concurrency: 1 },
  );
  for (let n = 0; n < 50; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await pass(1_000);
  assert.equal(count, 50);
  assert.equal(consumer.ready(), true);
});

test('an outage needs at least as many failures as there are slots', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 7 });
  for (let n = 0; n < 7; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await settle();
  for (let n = 0; n < 6; n += 1) hand.fail(`m${n}`, unreachable());
  await settle();
  assert.equal(consumer.ready(), true);
  hand.fail('m6', unreachable());
  await settle();
  assert.equal(consumer.ready(), false);
});

test('a handler from before the pause that succeeds ends the outage', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 6 });
  for (let n = 0; n < 7; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await settle();
  for (let n = 0; n < 5; n += 1) hand.fail(`m${n}`, unreachable());
  await settle();
  hand.fail('m6', unreachable());
  await settle();
  assert.equal(consumer.ready(), false);
  hand.finish('m5');
  await settle();
  assert.equal(consumer.ready(), true);
  sqs.put('next');
  await pass(100);
  assert.deepEqual(hand.running(), ['next']);
});

test('while the tried message is being handled nothing else is received; RetryAfterError decides nothing', async (t) => {
  const hand = createHand();
  let away = true;
  const { sqs, consumer } = setUp(
    t,
    (message, context) => (away ? Promise.reject(unreachable()) : hand.handle(message, context)),
    { concurrency: 5 },
  );
  for (let n = 0; n < 30; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await settle();
  away = false;
  assert.equal(consumer.ready(), false);
  await pass(5_000);
  assert.deepEqual(hand.running(), ['m5']);
  hand.fail('m5', new RetryAfterError(100));
  await settle();
  assert.deepEqual(hand.running(), ['m6'], 'another one is tried at once');
  assert.equal(consumer.ready(), false);
  hand.finish('m6');
  await settle();
  assert.equal(consumer.ready(), true);
  assert.equal(hand.running().length, 5);
});

test('an empty queue after an outage is no reason to stay unready', async (t) => {
  const { sqs, consumer } = setUp(t, async () => {
    throw unreachable();
  });
  for (let n = 0; n < 5; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await pass(500);
  assert.equal(consumer.ready(), false);
  await pass(1_000);
  assert.equal(consumer.ready(), true);
});

test('messages that fail by themselves pause nothing: thirty good ones among 300 are handled at once', async (t) => {
  const handled: string[] = [];
  const refused = Object.assign(new Error('Invalid characters in the message'), {
    name: 'InvalidMessageContents',
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  });
  const { sqs, consumer } = setUp(
    t,
    async ({ body }) => {
      if (body.startsWith('bad')) throw refused;
      handled.push(body);
    },
    { concurrency: 10 },
  );
  for (let n = 0; n < 330; n += 1) sqs.put(n % 11 === 10 ? `good ${n}` : `bad ${n}`);
  consumer.start();
  await pass(1_000);
  assert.equal(handled.length, 30);
  assert.equal(consumer.ready(), true);
});

test('handlers that take too long are no outage', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 20, handlerSeconds: 30 });
  for (let n = 0; n < 19; n += 1) sqs.put(`slow ${n}`);
  consumer.start();
  await pass(31_000, 50);
  for (const body of hand.running()) hand.fail(body, hand.signals.get(body)?.reason);
  await settle();
  assert.equal(consumer.status().paused, false);
});

test('while a message is tried that fails by itself, the next one is tried at once', async (t) => {
  const hand = createHand();
  let away = true;
  const { sqs, consumer } = setUp(t, (message, context) =>
    away ? Promise.reject(unreachable()) : hand.handle(message, context),
  );
  for (let n = 0; n < 30; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await settle();
  away = false;
  await pass(5_000);
  const [tried = ''] = hand.running();
  hand.fail(tried, new Error('this photo only'));
  await settle();
  assert.equal(hand.running().length, 1);
  assert.notEqual(hand.running()[0], tried);
});
