import assert from 'node:assert/strict';
import { test } from 'node:test';
import pino from 'pino';
import { type ConsumerOptions, checkOptions } from '../src/consumer-options.ts';
import { FakeSqs } from './fake-sqs.ts';

const GOOD: ConsumerOptions = {
  sqs: new FakeSqs(),
  handle: async () => undefined,
  logger: pino({ level: 'silent' }),
  concurrency: 4,
  visibilitySeconds: 30,
  handlerSeconds: 60,
  graceSeconds: 90,
};

test('good options pass', () => {
  checkOptions(GOOD);
});

test('the visibility timeout must outlast the long poll', () => {
  assert.throws(() => checkOptions({ ...GOOD, visibilitySeconds: 29 }), {
    name: 'RangeError',
    message: 'queue consumer: visibilitySeconds must be 30 to 43200, and is 29',
  });
  checkOptions({ ...GOOD, visibilitySeconds: 12, waitSeconds: 2 });
});

test('all that is wrong is said at once', () => {
  const wrong = { concurrency: 1.5, waitSeconds: 21, handlerSeconds: 40_000, graceSeconds: Number.NaN };
  assert.throws(
    () => checkOptions({ ...GOOD, visibilitySeconds: 60, ...wrong }),
    /concurrency .*; waitSeconds .*; handlerSeconds .*; graceSeconds/,
  );
});
