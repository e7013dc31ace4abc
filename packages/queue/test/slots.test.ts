import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHand, setUp } from './set-up.ts';
import { pass, passUntil, settle } from './simulated-time.ts';

test('a receive asks for exactly the free slots, one long poll at a time', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 4 });
  consumer.start();
  await settle();
  for (const body of ['a', 'b', 'c']) sqs.put(body);
  await settle();
  assert.deepEqual(hand.started, ['a', 'b', 'c']);
  // The first call took what was there first; the next one has what is left.
  assert.deepEqual(
    sqs.callsOf('receive').map(({ max, brought }) => [max, brought]),
    [
      [4, ['a', 'b', 'c']],
      [1, undefined],
    ],
  );
  sqs.put('d');
  await settle();
  assert.deepEqual(hand.running(), ['a', 'b', 'c', 'd']);
  await pass(5_000);
  assert.equal(sqs.callsOf('receive').length, 2, 'no slot is free: nothing is asked');

  hand.finish('b');
  hand.finish('c');
  await settle();
  assert.deepEqual(sqs.callsOf('receive').at(-1)?.max, 2);
  hand.finish('a');
  hand.finish('d');
  await settle();
  assert.equal(sqs.callsOf('receive').length, 3, 'the long poll is still out');
});

test('a receive never asks for more than ten', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 25 });
  for (let n = 0; n < 30; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await settle();
  assert.deepEqual(
    sqs.callsOf('receive').map(({ max }) => max),
    [10, 10, 5],
  );
  assert.equal(hand.running().length, 25);
});

test('a slow message delays no other', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(
    t,
    (message, context) => (message.body === 'slow' ? hand.handle(message, context) : Promise.resolve()),
    { concurrency: 2 },
  );
  sqs.put('slow');
  for (let n = 0; n < 100; n += 1) sqs.put(`quick${n}`);
  consumer.start();
  await passUntil(() => sqs.bodies().length === 1, 1_000);
  assert.deepEqual(sqs.bodies(), ['slow']);
  assert.deepEqual(hand.running(), ['slow']);
});

test('the handler sees the message and no receipt handle', async (t) => {
  const seen: unknown[] = [];
  const { sqs, consumer } = setUp(t, async (message) => {
    seen.push(message);
  });
  const sentAt = new Date();
  sqs.put('hello');
  consumer.start();
  await settle();
  assert.deepEqual(seen, [{ id: 'id-1', body: 'hello', receiveCount: 1, sentAt }]);
});
