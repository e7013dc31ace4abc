import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Handle } from '../src/handler.ts';
import { FakeSqs } from './fake-sqs.ts';
import { setUp } from './set-up.ts';
import { pass, passUntil } from './simulated-time.ts';

const throwing: Record<string, Handle> = {
  'an error, synchronously': () => {
    throw new Error('poison');
  },
  'a string': () => Promise.reject('poison'),
  nothing: () => Promise.reject(undefined),
  'an object that cannot be shown': () => Promise.reject(Object.create(null)),
  'an error of many connections': () => Promise.reject(new AggregateError([], '')),
};

for (const [what, handle] of Object.entries(throwing)) {
  test(`a handler that throws ${what} loses nothing and stops nothing`, async (t) => {
    const sqs = new FakeSqs(2);
    const { consumer, texts } = setUp(
      t,
      (message, context) => (message.body === 'poison' ? handle(message, context) : Promise.resolve()),
      { sqs },
    );
    sqs.put('poison');
    sqs.put('healthy');
    consumer.start();
    await pass(100);
    assert.deepEqual(sqs.bodies(), ['poison']);
    assert.deepEqual(texts('warn'), ['handler failed: message will be redelivered']);
    await passUntil(() => sqs.deadLetters.length === 1);
  });
}

test('a metrics hook that throws disturbs nothing', async (t) => {
  const told: string[] = [];
  const hook = (name: string) => () => {
    told.push(name);
    throw new Error('the registry is full');
  };
  const { sqs, consumer } = setUp(t, async () => undefined, {
    events: {
      received: hook('received'),
      started: hook('started'),
      handled: hook('handled'),
      deleted: hook('deleted'),
    },
  });
  sqs.put('a');
  consumer.start();
  await pass(100);
  assert.deepEqual(sqs.bodies(), []);
  assert.deepEqual(told, ['received', 'started', 'handled', 'deleted']);
});

test('the hooks tell what happened', async (t) => {
  const told: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      told.push([name, ...args.filter((arg) => typeof arg === 'number')]);
  const names = 'received receiveFailed started handled failed lost deleted returned paused resumed'.split(
    ' ',
  );
  const events = Object.fromEntries(names.map((name) => [name, note(name)]));
  const { sqs, consumer } = setUp(
    t,
    async ({ body }) => {
      if (body === 'bad') throw new Error('no luck');
    },
    { events },
  );
  sqs.trouble.receive = () => {
    sqs.trouble.receive = undefined;
    throw new Error('away');
  };
  sqs.put('good');
  sqs.put('bad');
  consumer.start();
  await pass(1_000);
  assert.deepEqual(told, [
    ['receiveFailed'],
    ['received'],
    ['received'],
    ['started'],
    ['started'],
    ['handled', 0],
    ['failed', 0],
    ['deleted', 1],
    ['returned', 1],
  ]);
});
