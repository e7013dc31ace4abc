import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HandlerAbortedError } from '../src/handler.ts';
import { createHand, setUp } from './set-up.ts';
import { pass, passUntil, settle, stall } from './simulated-time.ts';

function whyAborted(signal: AbortSignal | undefined): string | undefined {
  return signal?.reason instanceof HandlerAbortedError ? signal.reason.why : undefined;
}

test('a heartbeat keeps the message of a long handler, all held messages in one call', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { visibilitySeconds: 60 });
  for (const body of ['a', 'b', 'c']) sqs.put(body);
  consumer.start();
  await pass(300_000, 100);
  assert.deepEqual(hand.started, ['a', 'b', 'c'], 'no message came a second time in five minutes');
  const beats = sqs.callsOf('visibility');
  assert.ok(beats.length >= 14 && beats.length <= 18, `${beats.length} heartbeats, one each 18 s or so`);
  const all = ['a', 'b', 'c'].map((body) => ({ body, seconds: 60 }));
  for (const { changes } of beats) assert.deepEqual(changes, all);
  for (const body of ['a', 'b', 'c']) hand.finish(body);
  await pass(100);
  assert.deepEqual(sqs.bodies(), []);
});

test('more than ten messages need more than one call', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { concurrency: 12 });
  for (let n = 0; n < 12; n += 1) sqs.put(`m${n}`);
  consumer.start();
  await pass(20_000, 50);
  assert.deepEqual(
    sqs.callsOf('visibility').map(({ changes }) => changes.length),
    [10, 2],
  );
});

test('a message handed over at the end of a long poll is extended at once', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { visibilitySeconds: 30, waitSeconds: 20 });
  consumer.start();
  await pass(19_900, 100);
  sqs.put('late');
  await pass(400);
  assert.deepEqual(hand.running(), ['late']);
  assert.deepEqual(
    sqs.callsOf('visibility').map(({ changes }) => changes),
    [[{ body: 'late', seconds: 30 }]],
  );
  await pass(60_000, 100);
  assert.deepEqual(hand.started, ['late']);
});

test('a handler is aborted before its message is visible when heartbeats fail, and nothing is deleted', async (t) => {
  const hand = createHand();
  const { sqs, consumer, texts } = setUp(t, hand.handle, { visibilitySeconds: 60, concurrency: 1 });
  sqs.trouble.visibility = () => {
    throw new Error('no route');
  };
  sqs.put('a');
  consumer.start();
  await pass(54_000, 50);
  assert.equal(whyAborted(hand.signals.get('a')), undefined);
  await pass(1_000, 50);
  assert.equal(whyAborted(hand.signals.get('a')), 'lost', 'five seconds before the end');
  const tries = sqs.callsOf('visibility').length;
  assert.ok(tries >= 5 && tries <= 9, `tried several times, not all the time: ${tries}`);
  hand.finish('a');
  await pass(1_000);
  assert.deepEqual(sqs.callsOf('delete'), [], 'the late return deletes nothing');
  assert.deepEqual(texts('warn').filter((text) => text.startsWith('message expired')).length, 1);
  sqs.trouble.visibility = undefined;
  await passUntil(() => hand.running().includes('a'));
  assert.equal(sqs.receiveCount('a'), 2);
});

test('a heartbeat that is never answered is given up and tried again', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle);
  let calls = 0;
  sqs.trouble.visibility = () => {
    calls += 1;
    return calls === 1 ? new Promise(() => undefined) : [];
  };
  sqs.put('a');
  consumer.start();
  await pass(100_000, 100);
  assert.deepEqual(hand.started, ['a']);
  assert.equal(hand.signals.get('a')?.aborted, false);
});

test('one message that is not in flight any more aborts its handler and no other', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle);
  sqs.trouble.visibility = (bodies) => {
    const index = bodies.indexOf('gone');
    return index < 0 ? [] : [{ index, code: 'ReceiptHandleIsInvalid', reason: '', gone: true }];
  };
  sqs.put('kept');
  sqs.put('gone');
  consumer.start();
  await pass(20_000, 50);
  assert.equal(whyAborted(hand.signals.get('gone')), 'lost');
  assert.equal(hand.signals.get('kept')?.aborted, false);
  hand.finish('gone');
  hand.finish('kept');
  await pass(100);
  assert.deepEqual(
    sqs.callsOf('delete').map(({ bodies }) => bodies),
    [['kept']],
  );
  assert.equal(sqs.callsOf('visibility').length, 1, 'nor is it given back: it is not ours to give');
});

test('an entry that stays refused keeps nothing: its handler is aborted in time', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle);
  sqs.trouble.visibility = (bodies) => {
    const index = bodies.indexOf('refused');
    return index < 0 ? [] : [{ index, code: 'InternalError', reason: '', gone: false }];
  };
  sqs.put('kept');
  sqs.put('refused');
  consumer.start();
  await pass(55_500, 50);
  assert.equal(whyAborted(hand.signals.get('refused')), 'lost');
  assert.equal(hand.signals.get('kept')?.aborted, false);
});

test('an entry refused for now is retried and aborts no handler', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle);
  let refusals = 0;
  sqs.trouble.visibility = () => {
    refusals += 1;
    return refusals > 2 ? [] : [{ index: 0, code: 'InternalError', reason: '', gone: false }];
  };
  sqs.put('a');
  consumer.start();
  await pass(120_000, 100);
  assert.deepEqual(hand.started, ['a']);
  assert.equal(hand.signals.get('a')?.aborted, false);
});

test('a message whose handler ended during a heartbeat is deleted, and the refusal of that heartbeat is no loss', async (t) => {
  const hand = createHand();
  const { sqs, consumer, texts } = setUp(t, hand.handle, { concurrency: 1 });
  const answer = Promise.withResolvers<void>();
  sqs.trouble.visibility = () => answer.promise.then(() => []);
  sqs.put('a');
  consumer.start();
  await passUntil(() => sqs.callsOf('visibility').length === 1);
  hand.finish('a');
  await passUntil(() => sqs.bodies().length === 0);
  answer.resolve();
  await settle();
  assert.deepEqual(texts('warn'), []);
});

test('after the event loop stood still, a handler that returns at once does not delete', async (t) => {
  const hand = createHand();
  const { sqs, consumer, texts } = setUp(t, hand.handle, { concurrency: 1, visibilitySeconds: 60 });
  sqs.put('a');
  consumer.start();
  await settle();
  hand.finish('a');
  stall(56_000);
  await pass(2_000);
  assert.deepEqual(sqs.callsOf('delete'), []);
  assert.deepEqual(texts('warn'), ['message expired: it will be redelivered', 'aborted handler ended']);
  await passUntil(() => hand.started.length === 2);
});

test('what a long poll brings too late is not started', async (t) => {
  const hand = createHand();
  const { sqs, consumer, texts } = setUp(t, hand.handle, { concurrency: 1, visibilitySeconds: 60 });
  consumer.start();
  await settle();
  sqs.put('a');
  stall(56_000);
  await settle();
  assert.deepEqual(hand.started, []);
  assert.deepEqual(texts('warn'), ['message expired: it will be redelivered']);
  await passUntil(() => hand.running().includes('a'), 70_000, 100);
});
