import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHand, setUp } from './set-up.ts';
import { pass, settle } from './simulated-time.ts';

const bodies = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

test('a receive waits a moment for half of the slots, and then asks for them together', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 4, gatherMs: 20 });
  for (const body of bodies) sqs.put(body);
  consumer.start();
  await settle();
  const asked = () => sqs.callsOf('receive').map(({ max }) => max);
  assert.deepEqual(asked(), [4]);

  hand.finish('a');
  await pass(10);
  assert.deepEqual(asked(), [4], 'one slot is free, three are busy');
  hand.finish('b');
  await settle();
  assert.deepEqual(asked(), [4, 2]);
});

test('it waits no longer than configured, and not at all while no handler runs', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 4, gatherMs: 20 });
  for (const body of bodies.slice(0, 5)) sqs.put(body);
  consumer.start();
  await settle();
  hand.finish('a');
  await pass(25);
  assert.deepEqual(
    sqs.callsOf('receive').map(({ max }) => max),
    [4, 1],
  );
  for (const body of ['b', 'c', 'd', 'e']) hand.finish(body);
  await settle();
  assert.equal(sqs.callsOf('receive').at(-1)?.max, 4);
});
