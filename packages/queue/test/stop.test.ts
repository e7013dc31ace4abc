import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HandlerAbortedError } from '../src/handler.ts';
import { createHand, createSetup, setUp, unreachable } from './set-up.ts';
import { pass, settle } from './simulated-time.ts';

/** Records whether a promise has settled. */
function follow(promise: Promise<void>): { done: boolean } {
  const followed = { done: false };
  void promise.then(() => {
    followed.done = true;
  });
  return followed;
}

test('what the running long poll brings after stop() is given back at once', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle);
  consumer.start();
  await pass(3_000);
  assert.equal(consumer.ready(), true);
  const stopped = follow(consumer.stop());
  assert.equal(consumer.ready(), false);
  await pass(2_000);
  assert.equal(stopped.done, false, 'the long poll is not cut off');
  sqs.put('a');
  sqs.put('b');
  await pass(100);
  assert.equal(stopped.done, true);
  assert.deepEqual(hand.started, []);
  const [change] = sqs.callsOf('visibility');
  assert.deepEqual(change?.changes[0], { body: 'a', seconds: 0 });
  assert.deepEqual(sqs.inFlight(), []);
  assert.equal(sqs.callsOf('receive').length, 1);
});

test('an empty long poll ends by itself', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined);
  consumer.start();
  await pass(5_000);
  const stopped = follow(consumer.stop());
  await pass(14_900, 50);
  assert.equal(stopped.done, false);
  await pass(200);
  assert.equal(stopped.done, true);
  assert.equal(sqs.callsOf('receive').length, 1);
});

test('running handlers end, their deletes and returns are flushed, and what waits is given back', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { graceSeconds: 120 });
  for (const body of ['a', 'b', 'c']) sqs.put(body);
  sqs.put('suspect', { receivedBefore: 2 });
  consumer.start();
  await settle();
  const stopped = follow(consumer.stop());
  await pass(100);
  assert.deepEqual(sqs.inFlight(), ['a', 'b', 'c']);
  await pass(90_000, 100);
  assert.deepEqual(sqs.inFlight(), ['a', 'b', 'c'], 'heartbeats go on');
  assert.equal(stopped.done, false);
  hand.finish('a');
  hand.finish('b');
  hand.fail('c', new Error('no luck'));
  await settle();
  assert.equal(stopped.done, true, 'without waiting for the 50 ms of a batch');
  assert.deepEqual(sqs.bodies(), ['c', 'suspect']);
  assert.deepEqual(sqs.callsOf('visibility').at(-1)?.changes, [{ body: 'c', seconds: 15 }]);
  assert.deepEqual(hand.started, ['a', 'b', 'c']);
});

test('after the grace handlers are aborted; who ends then gives back, who does not is left', async (t) => {
  const hand = createHand();
  const { sqs, consumer, lines } = setUp(
    t,
    (message, context) => {
      if (message.body === 'stubborn') return hand.handle(message, context);
      const ending = Promise.withResolvers<void>();
      context.signal.addEventListener('abort', () => {
        if (message.body === 'returns') ending.resolve();
        else ending.reject(context.signal.reason);
      });
      return ending.promise;
    },
    { graceSeconds: 30 },
  );
  for (const body of ['returns', 'throws', 'stubborn']) sqs.put(body);
  consumer.start();
  await settle();
  const stopped = follow(consumer.stop());
  await pass(29_900, 50);
  assert.equal(hand.signals.get('stubborn')?.aborted, false);
  await pass(200);
  const reason = hand.signals.get('stubborn')?.reason;
  assert.ok(reason instanceof HandlerAbortedError && reason.why === 'stopping');
  assert.equal(stopped.done, false);
  await pass(2_000);
  assert.equal(stopped.done, true);
  assert.deepEqual(sqs.callsOf('delete'), []);
  assert.deepEqual(sqs.inFlight(), ['stubborn']);
  hand.finish('stubborn');
  const { length: calls } = sqs.calls;
  const { length: logged } = lines;
  await pass(1_000);
  assert.equal(sqs.calls.length, calls, 'nothing is called after the end');
  assert.equal(lines.length, logged, 'and nothing logged');
});

test('a long poll that outlasts the grace is cut off', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined, { graceSeconds: 5 });
  consumer.start();
  await pass(1_000);
  const stopped = follow(consumer.stop());
  await pass(5_100);
  assert.equal(stopped.done, true);
  sqs.put('a');
  await pass(1_000);
  assert.deepEqual(sqs.inFlight(), [], 'no receive is left that would take it');
});

test('a delete that keeps failing holds stop() up for five seconds', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined, { waitSeconds: 0 });
  sqs.trouble.delete = () => {
    throw new Error('away');
  };
  sqs.put('a');
  consumer.start();
  await settle();
  const stopped = follow(consumer.stop());
  await pass(4_900);
  assert.equal(stopped.done, false);
  await pass(200);
  assert.equal(stopped.done, true);
  const calls = sqs.calls.length;
  await pass(20_000, 50);
  assert.equal(sqs.calls.length, calls);
});

test('stop() ends the waits after a receive error and of an outage', async (t) => {
  for (const trouble of ['receive', 'handler']) {
    await t.test(trouble, async (each) => {
      const { sqs, consumer } = setUp(each, () => Promise.reject(unreachable()));
      if (trouble === 'receive') {
        sqs.trouble.receive = () => {
          throw new Error('away');
        };
      }
      for (let n = 0; n < 8; n += 1) sqs.put(`m${n}`);
      consumer.start();
      await pass(500);
      const stopped = follow(consumer.stop());
      await settle();
      assert.equal(stopped.done, true);
    });
  }
});

test('stop() may come first and twice', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined);
  assert.equal(consumer.ready(), false);
  const stopped = consumer.stop();
  assert.equal(consumer.stop(), stopped);
  await stopped;
  consumer.start();
  await pass(1_000);
  assert.equal(consumer.ready(), false);
  assert.deepEqual(sqs.calls, []);
});

test('a second start() starts nothing more', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined);
  consumer.start();
  consumer.start();
  await pass(1_000);
  assert.equal(sqs.callsOf('receive').length, 1);
});

test('stop() right after start() receives nothing', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined);
  consumer.start();
  const stopped = follow(consumer.stop());
  await settle();
  assert.equal(stopped.done, true);
  assert.deepEqual(sqs.calls, []);
});

test('a handler that ends at the very end of stop() leaves nothing waiting for a batch', async (t) => {
  const hand = createHand();
  const { sqs, consumer, texts } = setUp(
    t,
    (message, context) => (message.body === 'stubborn' ? hand.handle(message, context) : Promise.resolve()),
    { graceSeconds: 0, waitSeconds: 0 },
  );
  sqs.trouble.delete = () => {
    throw new Error('away');
  };
  sqs.put('stubborn');
  sqs.put('quick');
  consumer.start();
  await settle();
  const stopped = follow(consumer.stop());
  await pass(6_980);
  hand.finish('stubborn');
  await settle();
  assert.equal(stopped.done, false);
  await pass(30);
  assert.equal(stopped.done, true);
  assert.equal(texts('warn').filter((text) => text.startsWith('visibility change given up')).length, 1);
});

test('no timer is left after stop()', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const ending = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  let running = 0;
  const options = { now: () => performance.now(), waitSeconds: 0, concurrency: 5 };
  const { sqs, consumer } = createSetup(() => {
    running += 1;
    if (running === 5) started.resolve();
    return ending.promise;
  }, options);
  for (let n = 0; n < 5; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await started.promise;
  assert.ok(timers() > before);
  const stopped = consumer.stop();
  // As many failures as would make an outage.
  ending.reject(unreachable());
  await stopped;
  assert.equal(timers(), before);
});
