import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUp } from './set-up.ts';
import { pass, passUntil } from './simulated-time.ts';

test('receive errors back off, make the consumer unready at the third, and end with a success', async (t) => {
  const { sqs, consumer, lines } = setUp(t, async () => undefined, { waitSeconds: 1 });
  sqs.trouble.receive = () => {
    throw Object.assign(new Error('the security token is expired'), {
      name: 'ExpiredToken',
      $response: { headers: { authorization: 'secret' } },
    });
  };
  const start = Date.now();
  consumer.start();
  await pass(1_400);
  assert.equal(consumer.ready(), true, 'two errors');
  await pass(200);
  assert.equal(consumer.ready(), false, 'three errors');
  await pass(100_000, 50);
  const at = sqs.callsOf('receive').map((call) => (call.at - start) / 1_000);
  const expected = [0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 61.5, 91.5];
  assert.equal(at.length, expected.length);
  expected.forEach((seconds, index) => {
    assert.ok(Math.abs((at[index] ?? 0) - seconds) < 0.5, `${at[index]} and ${seconds}`);
  });

  const first = lines[0];
  assert.deepEqual(first, {
    level: 'warn',
    text: 'receive failed',
    fields: { errors: 1, waitMs: 500, error: 'ExpiredToken', reason: 'the security token is expired' },
  });
  sqs.trouble.receive = undefined;
  sqs.put('a');
  await passUntil(() => sqs.bodies().length === 0, 31_000);
  assert.equal(consumer.ready(), true);
  assert.equal(consumer.status().receiveErrors, 0);
});

test('the first error after a success waits half a second again', async (t) => {
  const { sqs, consumer } = setUp(t, async () => undefined, { waitSeconds: 0 });
  let calls = 0;
  sqs.trouble.receive = () => {
    calls += 1;
    if (calls !== 4) throw new Error('away');
  };
  consumer.start();
  await passUntil(() => calls === 6);
  const at = sqs.callsOf('receive').map((call) => call.at);
  const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  assert.deepEqual(waits, [500, 1_000, 2_000, 0, 500]);
});

test('a receive that is never answered is an error too', async (t) => {
  const { sqs, consumer, texts } = setUp(t, async () => undefined, { waitSeconds: 20 });
  sqs.trouble.receive = () => new Promise(() => undefined);
  consumer.start();
  await pass(29_000, 100);
  assert.deepEqual(texts('warn'), []);
  await pass(2_000, 100);
  assert.deepEqual(texts('warn'), ['receive failed']);
  assert.equal(sqs.callsOf('receive').length, 2);
});
