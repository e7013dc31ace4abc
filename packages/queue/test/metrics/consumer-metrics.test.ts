import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Registry } from 'prom-client';
import { RetryAfterError, UnreadableError } from '../../src/handler.ts';
import { type Consumer, createConsumerMetrics } from '../../src/index.ts';
import { FakeSqs } from '../fake-sqs.ts';
import { createHand, setUp, unreachable } from '../set-up.ts';
import { pass } from '../simulated-time.ts';

/** A consumer of a fake queue with its metrics, and what reads one of them. */
function measure(t: TestContext) {
  const registry = new Registry();
  const hand = createHand();
  let consumer: Consumer | undefined;
  const status = () => consumer?.status() ?? { slots: 0, busy: 0, aborted: 0 };
  const events = createConsumerMetrics(registry, { status, now: () => Date.now() });
  const setup = setUp(t, hand.handle, { events, sqs: new FakeSqs() });
  consumer = setup.consumer;
  const read = async (name: string) => {
    const line = (await registry.metrics()).split('\n').find((text) => text.startsWith(`${name} `));
    return Number(line?.split(' ')[1]);
  };
  return { ...setup, hand, read };
}

test('a message is counted on its way, and slots are busy meanwhile', async (t) => {
  const { consumer, sqs, hand, read } = measure(t);
  sqs.put('a');
  await pass(3_000, 500);
  consumer.start();
  await pass(1_000, 100);
  assert.equal(await read('proofsheet_messages_received_total'), 1);
  assert.equal(await read('proofsheet_messages_handled_total'), 0);
  assert.equal(await read('proofsheet_slots'), 4);
  assert.equal(await read('proofsheet_slots_busy'), 1);
  assert.ok((await read('proofsheet_oldest_message_age_seconds')) >= 3);

  hand.finish('a');
  await pass(1_000, 100);
  assert.equal(await read('proofsheet_messages_handled_total'), 1);
  assert.equal(await read('proofsheet_messages_deleted_total'), 1);
  assert.equal(await read('proofsheet_messages_redelivered_total'), 0);
  assert.equal(await read('proofsheet_slots_busy'), 0);
  assert.equal(await read('proofsheet_message_wait_seconds_count'), 1);
  const waited = await read('proofsheet_message_wait_seconds_sum');
  assert.ok(waited >= 3 && waited < 3.2, `${waited} s`);
  assert.equal(await read('proofsheet_message_duration_seconds_count'), 1);
  await pass(61_000, 1_000);
  assert.equal(await read('proofsheet_oldest_message_age_seconds'), 0);
});

test('a failure is counted by its cause, and the wait of a redelivery is not measured again', async (t) => {
  const { consumer, sqs, hand, read } = measure(t);
  sqs.put('a');
  consumer.start();
  await pass(100, 10);
  hand.fail('a', Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await pass(30_000, 500);
  assert.equal(await read('proofsheet_messages_failed_total{cause="access-denied"}'), 1);
  assert.equal(await read('proofsheet_messages_returned_total'), 1);
  assert.equal(await read('proofsheet_messages_received_total'), 2);
  assert.equal(await read('proofsheet_messages_redelivered_total'), 1);
  assert.equal(await read('proofsheet_message_wait_seconds_count'), 1);
  hand.fail('a', new UnreadableError('no'));
  await pass(100, 10);
  assert.equal(await read('proofsheet_messages_failed_total{cause="unreadable"}'), 1);
});

test('a handler that asks to come back later has not failed', async (t) => {
  const { consumer, sqs, hand, read } = measure(t);
  sqs.put('a');
  consumer.start();
  await pass(100, 10);
  hand.fail('a', new RetryAfterError(5));
  await pass(1_000, 100);
  assert.equal(await read('proofsheet_messages_failed_total{cause="other"}'), 0);
  assert.equal(await read('proofsheet_messages_returned_total'), 1);
  assert.equal(await read('proofsheet_message_duration_seconds_count'), 1);
});

test('receives that fail are counted by their cause', async (t) => {
  const { consumer, sqs, read } = measure(t);
  sqs.trouble.receive = () => {
    throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  };
  consumer.start();
  await pass(100, 10);
  assert.equal(await read('proofsheet_receive_errors_total{cause="network"}'), 1);
});

test('receiving is paused from the first pause of an outage to its end', async (t) => {
  const { consumer, sqs, hand, read } = measure(t);
  for (const body of ['a', 'b', 'c', 'd', 'e']) sqs.put(body);
  consumer.start();
  await pass(100, 10);
  assert.equal(await read('proofsheet_receiving_paused'), 0);
  for (const body of ['a', 'b', 'c', 'd']) hand.fail(body, unreachable());
  await pass(100, 10);
  hand.fail('e', unreachable());
  await pass(100, 10);
  assert.equal(await read('proofsheet_receiving_paused'), 1);
  await pass(20_000, 500);
  for (const body of hand.running()) hand.finish(body);
  await pass(1_000, 100);
  assert.equal(await read('proofsheet_receiving_paused'), 0);
});

test('slots taken by handlers that should have ended are counted', async (t) => {
  const { consumer, sqs, hand, read } = measure(t);
  sqs.put('a');
  consumer.start();
  await pass(599_000, 1_000);
  assert.equal(await read('proofsheet_slots_aborted'), 0);
  await pass(2_000, 250);
  assert.equal(await read('proofsheet_slots_aborted'), 1);
  hand.finish('a');
  await pass(1_000, 100);
  assert.equal(await read('proofsheet_slots_aborted'), 0);
});
