import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHand, setUp } from './set-up.ts';
import { pass, passUntil, settle } from './simulated-time.ts';

test('a message of the third receipt waits until it is alone, and nothing starts beside it', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 4 });
  sqs.put('running');
  consumer.start();
  await settle();
  sqs.put('suspect', { receivedBefore: 2 });
  await settle();
  assert.equal(sqs.receiveCount('suspect'), 3);
  assert.deepEqual(hand.running(), ['running']);
  assert.equal(consumer.status().waiting, 1);

  sqs.put('next');
  await pass(5_000);
  assert.equal(sqs.receiveCount('next'), 0, 'nothing is received while one waits');
  hand.finish('running');
  await pass(5_000);
  assert.deepEqual(hand.running(), ['suspect']);
  assert.equal(sqs.receiveCount('next'), 0, 'nor while it runs');
  hand.finish('suspect');
  await settle();
  assert.deepEqual(hand.running(), ['next']);
});

test('the second receipt is an ordinary one', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle);
  sqs.put('second', { receivedBefore: 1 });
  sqs.put('first');
  consumer.start();
  await settle();
  assert.deepEqual(hand.running(), ['second', 'first']);
});

test('of one batch the ordinary ones run first, then the others one after another', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 4 });
  sqs.put('x', { receivedBefore: 2 });
  sqs.put('a');
  sqs.put('y', { receivedBefore: 5 });
  sqs.put('b');
  consumer.start();
  await settle();
  assert.deepEqual(hand.running(), ['a', 'b']);
  hand.finish('a');
  await settle();
  assert.deepEqual(hand.running(), ['b']);
  hand.finish('b');
  await settle();
  assert.deepEqual(hand.running(), ['x']);
  hand.fail('x', new Error('it was this one'));
  await settle();
  assert.deepEqual(hand.running(), ['y']);
  hand.finish('y');
  await pass(100);
  assert.deepEqual(sqs.bodies(), ['x']);
});

test('of those that run alone the one received least often is first, and none is always behind another', async (t) => {
  const firsts = new Set<string>();
  for (let round = 0; round < 60 && firsts.size < 2; round += 1) {
    await t.test(`round ${round}`, async (each) => {
      const hand = createHand();
      const { sqs, consumer } = setUp(each, hand.handle, { concurrency: 4 });
      sqs.put('often', { receivedBefore: 5 });
      sqs.put('x', { receivedBefore: 2 });
      sqs.put('y', { receivedBefore: 2 });
      consumer.start();
      await settle();
      const [first = ''] = hand.running();
      firsts.add(first);
      for (const body of [first, first === 'x' ? 'y' : 'x', 'often']) {
        assert.deepEqual(hand.running(), [body]);
        hand.finish(body);
        await settle();
      }
    });
  }
  assert.deepEqual(firsts, new Set(['x', 'y']));
});

test('a heartbeat keeps what waits; its handler has all of its time from its start', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { visibilitySeconds: 60, handlerSeconds: 200 });
  sqs.put('long');
  sqs.put('suspect', { receivedBefore: 2 });
  consumer.start();
  await pass(190_000, 100);
  assert.equal(sqs.receiveCount('suspect'), 3);
  hand.finish('long');
  await pass(190_000, 100);
  assert.deepEqual(hand.running(), ['suspect']);
  assert.equal(hand.signals.get('suspect')?.aborted, false);
  await pass(11_000, 100);
  assert.equal(hand.signals.get('suspect')?.aborted, true);
});

test('a waiting message whose visibility timeout may have ended expires, and receiving continues', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 3 });
  sqs.trouble.visibility = (bodies) => {
    const index = bodies.indexOf('suspect');
    return index < 0 ? [] : [{ index, code: 'MessageNotInflight', reason: '', gone: true }];
  };
  sqs.put('long');
  sqs.put('suspect', { receivedBefore: 2 });
  consumer.start();
  await pass(25_000, 50);
  assert.equal(consumer.status().waiting, 0);
  sqs.put('next');
  await passUntil(() => hand.running().includes('next'), 1_000);
  assert.deepEqual(hand.started, ['long', 'next']);
});
