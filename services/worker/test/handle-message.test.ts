import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMessage } from '@proofsheet/photos';
import { UnreadableError } from '@proofsheet/queue';
import { createLogger } from '@proofsheet/runtime';
import { createHandleMessage } from '../src/handle-message.ts';
import type { ReconcileRequest } from '../src/reconcile/reconcile-context.ts';

const record = (key: string, bucket = 'originals') => ({
  eventName: 'ObjectCreated:Put',
  eventTime: '2026-11-22T10:00:00.123Z',
  s3: { bucket: { name: bucket }, object: { key, eTag: 'abc' } },
});
const time = new Date('2026-11-22T10:00:00.123Z');

test('every record of a notification is visited, one after the other', async () => {
  const { visits, handle } = setUp();
  await handle({ Records: [record('a.jpg'), record('%ED%95%9C+b.jpg')] });
  assert.deepEqual(
    visits.map(({ key, delivery, event }) => [key, delivery, event?.time, event?.etag]),
    [
      ['a.jpg', 'first', time, 'abc'],
      ['한 b.jpg', 'first', time, 'abc'],
    ],
  );
});

test('a message that has been received before is visited as such', async () => {
  const { visits, handle } = setUp();
  await handle({ Records: [record('a.jpg')] }, 2);
  assert.equal(visits[0]?.delivery, 'again');
});

test('a check is visited as a check, however often it comes', async () => {
  for (const receiveCount of [1, 2]) {
    const { visits, handle } = setUp();
    await handle(JSON.parse(checkMessage('originals', 'a/한 b.jpg')), receiveCount);
    assert.deepEqual(
      visits.map(({ key, delivery, event }) => [key, delivery, event]),
      [['a/한 b.jpg', 'check', undefined]],
    );
  }
});

test('the test event is done with nothing', async () => {
  const { visits, handle } = setUp();
  await handle({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'originals' });
  assert.deepEqual(visits, []);
});

test('objects of other buckets are ignored, in checks too', async () => {
  const { visits, handle } = setUp();
  await handle({ Records: [record('a.jpg', 'thumbnails'), record('b.jpg')] });
  await handle(JSON.parse(checkMessage('thumbnails', 'c.jpg')));
  assert.deepEqual(
    visits.map(({ key }) => key),
    ['b.jpg'],
  );
});

test('what is no notification is unreadable, and nothing is visited', async () => {
  const { visits, handle } = setUp();
  for (const body of [{}, [], 'text', { Records: [] }, { Records: [record('a.jpg'), {}] }]) {
    await assert.rejects(handle(body), UnreadableError);
  }
  assert.deepEqual(visits, []);
});

test('what a visit throws is thrown, and the records behind it wait for the next time', async () => {
  const { visits, handle } = setUp(new Error('S3 is slow'));
  await assert.rejects(handle({ Records: [record('a.jpg'), record('b.jpg')] }), /S3 is slow/);
  assert.equal(visits.length, 1);
});

test('the signal of the message is that of the visit', async () => {
  const { signals, signal, handle } = setUp();
  await handle({ Records: [record('a.jpg')] });
  assert.deepEqual(signals, [signal]);
});

function setUp(error?: Error) {
  const visits: ReconcileRequest[] = [];
  const signals: AbortSignal[] = [];
  const { signal } = new AbortController();
  const handleMessage = createHandleMessage({
    originalsBucket: 'originals',
    logger: createLogger('worker', 'silent'),
    async reconcile(visit, visitSignal) {
      visits.push(visit);
      signals.push(visitSignal);
      if (error) throw error;
      return 'made';
    },
  });
  const handle = (body: unknown, receiveCount = 1) =>
    handleMessage(
      { id: 'm1', body: JSON.stringify(body), receiveCount, sentAt: undefined },
      { signal, alone: false, assertInFlight() {} },
    );
  return { visits, signals, signal, handle };
}
