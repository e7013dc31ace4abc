import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { HandlerAbortedError } from '../src/handler.ts';
import { createHand, setUp } from './set-up.ts';
import { pass, settle, stall } from './simulated-time.ts';

test('a handler that does not end within the bound after its abort is reported, once', async (t) => {
  const hand = createHand();
  const stuck: string[] = [];
  const { sqs, consumer } = setUp(t, hand.handle, {
    handlerSeconds: 30,
    stuckSeconds: 40,
    onStuck: ({ body }) => stuck.push(body),
  });
  sqs.put('hangs');
  consumer.start();
  await pass(69_500, 50);
  assert.deepEqual(stuck, []);
  await pass(1_000, 50);
  assert.deepEqual(stuck, ['hangs']);
  await pass(200_000, 500);
  assert.deepEqual(stuck, ['hangs']);
});

test('a handler that ends after its abort is not stuck', async (t) => {
  const hand = createHand();
  const stuck: string[] = [];
  const { sqs, consumer } = setUp(t, hand.handle, {
    handlerSeconds: 30,
    stuckSeconds: 40,
    onStuck: ({ body }) => stuck.push(body),
  });
  sqs.put('slow');
  consumer.start();
  await pass(60_000, 50);
  hand.finish('slow');
  await pass(15_000, 50);
  assert.deepEqual(stuck, []);
});

test('the consumer is not ready while handlers that should have ended keep others from starting', async (t) => {
  const hand = createHand();
  const { sqs, consumer } = setUp(t, hand.handle, { handlerSeconds: 30, concurrency: 4 });
  sqs.put('hangs');
  consumer.start();
  await pass(31_000, 50);
  assert.equal(consumer.ready(), true, 'three slots of four are left');
  // It has to run alone, and so waits for the handler that does not end.
  sqs.put('suspect', { receivedBefore: 2 });
  await settle();
  assert.equal(consumer.ready(), false);
  hand.finish('hangs');
  await settle();
  assert.equal(consumer.ready(), true);
  assert.deepEqual(hand.running(), ['suspect']);
});

test('a write is refused once the process was frozen beyond the visibility timeout, before any timer runs', async (t) => {
  const errors: unknown[] = [];
  const { sqs, consumer } = setUp(t, async (_, { signal, assertInFlight }) => {
    assertInFlight();
    stall(70_000);
    assert.equal(signal.aborted, false);
    try {
      assertInFlight();
    } catch (error) {
      errors.push(error);
      throw error;
    }
  });
  sqs.put('frozen');
  consumer.start();
  await settle();
  const [error] = errors;
  assert.ok(error instanceof HandlerAbortedError && error.why === 'lost');
});

test('from the third receive on a handler knows that it runs alone', async (t) => {
  const alone: boolean[] = [];
  const { sqs, consumer } = setUp(t, async (_, context) => {
    alone.push(context.alone);
  });
  sqs.put('second', { receivedBefore: 1 });
  consumer.start();
  await settle();
  sqs.put('third', { receivedBefore: 2 });
  await settle();
  assert.deepEqual(alone, [false, true]);
});

test('the process of a handler that never ends is ended', { timeout: 60_000 }, async (t) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'stuck-child.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  assert.deepEqual(await once(child, 'close'), [null, 'SIGKILL']);
  assert.match(output, /handler too slow: aborted.*stuck: exiting; in-flight messages will be redelivered/s);
});
