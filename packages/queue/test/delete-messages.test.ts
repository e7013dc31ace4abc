import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHand, setUp } from './set-up.ts';
import { pass, passUntil, settle } from './simulated-time.ts';

test('deletes go together, at the latest 50 ms after the first', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle);
  for (const body of ['a', 'b', 'c']) sqs.put(body);
  consumer.start();
  await settle();
  hand.finish('a');
  await pass(30);
  hand.finish('b');
  await pass(10);
  assert.deepEqual(sqs.callsOf('delete'), []);
  const before = Date.now();
  await passUntil(() => sqs.callsOf('delete').length > 0, 20);
  assert.equal(sqs.callsOf('delete')[0]?.at, before + 10);
  hand.finish('c');
  await pass(60);
  assert.deepEqual(
    sqs.callsOf('delete').map(({ bodies }) => bodies),
    [['a', 'b'], ['c']],
  );
  assert.deepEqual(sqs.bodies(), []);
});

test('ten deletes go at once', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 20 });
  for (let n = 0; n < 12; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await settle();
  for (let n = 0; n < 12; n += 1) hand.finish(`m${n}`);
  await settle();
  assert.deepEqual(
    sqs.callsOf('delete').map(({ bodies }) => bodies.length),
    [10],
  );
  await pass(50);
  assert.deepEqual(
    sqs.callsOf('delete').map(({ bodies }) => bodies.length),
    [10, 2],
  );
});

test('the slot is free as soon as the handler has returned, before the delete', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 1 });
  sqs.put('a');
  sqs.put('b');
  consumer.start();
  await settle();
  hand.finish('a');
  await settle();
  assert.deepEqual(hand.running(), ['b']);
  assert.deepEqual(sqs.callsOf('delete'), []);
});

test('a delete that fails is tried again until it works', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined);
  let failures = 4;
  sqs.trouble.delete = () => {
    failures -= 1;
    if (failures >= 0) throw new Error('service unavailable');
    return [];
  };
  sqs.put('a');
  consumer.start();
  await pass(10_000);
  assert.deepEqual(sqs.bodies(), []);
  assert.equal(sqs.callsOf('delete').length, 5);
  assert.equal(
    sqs.callsOf('receive').filter(({ brought }) => brought !== undefined).length,
    1,
    'no redelivery',
  );
});

test('of a delete that fails in part only that part is tried again, and what is gone is let go', async (t) => {
  const { sqs, consumer, texts } = setUp(t, async () => undefined);
  let first = true;
  sqs.trouble.delete = () => {
    if (!first) return [];
    first = false;
    return [
      { index: 0, code: 'InternalError', reason: '', gone: false },
      { index: 1, code: 'ReceiptHandleIsInvalid', reason: '', gone: true },
    ];
  };
  for (const body of ['a', 'b', 'c']) sqs.put(body);
  consumer.start();
  await pass(2_000);
  assert.deepEqual(
    sqs.callsOf('delete').map(({ bodies }) => bodies),
    [['a', 'b', 'c'], ['a']],
  );
  assert.deepEqual(texts('warn'), ['delete given up: message will be redelivered']);
});

test('a delete is given up at the visibility timeout, and the redelivery is deleted', async (t) => {
  const { sqs, consumer, texts } = setUp(t, async () => undefined, { visibilitySeconds: 60 });
  sqs.trouble.delete = () => {
    throw new Error('service unavailable');
  };
  sqs.put('a');
  consumer.start();
  await pass(59_000, 50);
  const tries = sqs.callsOf('delete');
  const last = tries.at(-1);
  assert.ok(tries.length >= 10 && tries.length <= 20, `${tries.length} tries`);
  assert.ok(last !== undefined && last.at - (tries[0]?.at ?? 0) <= 55_000);
  assert.ok(texts('warn').includes('delete given up: message will be redelivered'));
  sqs.trouble.delete = undefined;
  await passUntil(() => sqs.bodies().length === 0);
});
