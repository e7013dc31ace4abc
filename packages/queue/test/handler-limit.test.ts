import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HandlerAbortedError } from '../src/handler.ts';
import { createHand, setUp } from './set-up.ts';
import { pass, passUntil } from './simulated-time.ts';

test('a handler is aborted after its time; its slot stays taken until it ends', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 2, handlerSeconds: 30 });
  sqs.put('slow');
  consumer.start();
  await pass(29_700, 50);
  assert.equal(hand.signals.get('slow')?.aborted, false);
  await pass(600, 50);
  const reason = hand.signals.get('slow')?.reason;
  assert.ok(reason instanceof HandlerAbortedError);
  assert.equal(reason.why, 'late');
  assert.equal(consumer.status().busy, 1);
  assert.equal(consumer.status().aborted, 1);
  sqs.put('b');
  sqs.put('c');
  await pass(1_000);
  assert.deepEqual(hand.running(), ['slow', 'b'], 'one slot of two is left');
});

test('a handler that returns after it was aborted deletes nothing: the message comes back by backoff', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 1, handlerSeconds: 30 });
  sqs.put('slow');
  consumer.start();
  await passUntil(() => hand.signals.get('slow')?.aborted === true);
  hand.finish('slow');
  await pass(1_000);
  assert.deepEqual(sqs.callsOf('delete'), []);
  assert.deepEqual(sqs.callsOf('visibility').at(-1)?.changes, [{ body: 'slow', seconds: 15 }]);
});

test('heartbeats end with the abort: the message comes back even if the handler never ends', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, {
    concurrency: 2,
    handlerSeconds: 30,
    visibilitySeconds: 60,
  });
  sqs.put('stuck');
  consumer.start();
  await passUntil(() => hand.signals.get('stuck')?.aborted === true);
  const beats = sqs.callsOf('visibility').length;
  await passUntil(() => sqs.receiveCount('stuck') === 2, 65_000, 50);
  assert.equal(sqs.callsOf('visibility').length, beats);
  assert.deepEqual(hand.started, ['stuck', 'stuck']);
});

test('a late handler that ends after its visibility timeout changes nothing of the new receipt', async (t) => {
  const hand = createHand();
  let first: (() => void) | undefined;
  const { sqs, consumer } = setUp(
    t,
    (message, context) => {
      if (message.receiveCount > 1) return hand.handle(message, context);
      return new Promise((resolve) => {
        first = resolve;
      });
    },
    { concurrency: 2, handlerSeconds: 10 },
  );
  sqs.put('a');
  consumer.start();
  await passUntil(() => hand.running().includes('a'), 90_000, 50);
  await pass(1_000);
  const calls = sqs.calls.length;
  first?.();
  await pass(1_000);
  assert.deepEqual(
    sqs.calls.slice(calls).filter(({ name }) => name !== 'receive'),
    [],
  );
  hand.finish('a');
  await pass(100);
  assert.deepEqual(sqs.bodies(), []);
  assert.equal(sqs.staleDeletes, 0);
});
