import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMessage, parseNotification } from '../src/index.ts';

const record = (key: string) => ({
  eventSource: 'aws:s3',
  eventTime: '2026-01-02T03:04:05.678Z',
  eventName: 'ObjectCreated:Put',
  s3: { bucket: { name: 'originals' }, object: { key, size: 3, eTag: 'abc', sequencer: '0A' } },
});
const event = (key: string) => ({
  bucket: 'originals',
  key,
  time: new Date('2026-01-02T03:04:05.678Z'),
  etag: 'abc',
});

test('all records are read, their keys decoded', () => {
  const body = JSON.stringify({
    Records: [record('%ED%95%9C%EA%B8%80+%2B+100%25.jpg'), record('a/../b%3F%23')],
  });
  assert.deepEqual(parseNotification(body), {
    kind: 'events',
    events: [event('한글 + 100%.jpg'), event('a/../b?#')],
  });
});

test('a notification inside an SNS message is encoded alike', () => {
  const body = JSON.stringify({
    Type: 'Notification',
    Message: JSON.stringify({ Records: [record('a+b')] }),
  });
  assert.deepEqual(parseNotification(body), { kind: 'events', events: [event('a b')] });
});

test('EventBridge does not encode the key', () => {
  const body = JSON.stringify({
    source: 'aws.s3',
    time: '2026-01-02T03:04:05.678Z',
    detail: { bucket: { name: 'originals' }, object: { key: 'a+b %41', etag: 'abc' } },
  });
  assert.deepEqual(parseNotification(body), { kind: 'events', events: [event('a+b %41')] });
});

test('the test event, plain or wrapped, is distinguished from a check', () => {
  const testEvent = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'originals' });
  assert.deepEqual(parseNotification(testEvent), { kind: 'test' });
  assert.deepEqual(parseNotification(JSON.stringify({ Type: 'Notification', Message: testEvent })), {
    kind: 'test',
  });
  const former = JSON.stringify({ proofsheet: 'check', bucket: 'originals', key: '100%25' });
  assert.deepEqual(parseNotification(former), { kind: 'check', bucket: 'originals', key: '100%25' });
  assert.deepEqual(parseNotification(checkMessage('originals', '한글')), {
    kind: 'check',
    bucket: 'originals',
    key: '한글',
  });
});

test('a removal has no ETag', () => {
  const body = JSON.stringify({ Records: [{ s3: { bucket: { name: 'b' }, object: { key: 'k' } } }] });
  assert.deepEqual(parseNotification(body), {
    kind: 'events',
    events: [{ bucket: 'b', key: 'k', time: undefined, etag: undefined }],
  });
});

const unreadable = [
  '',
  'hello',
  'null',
  '[]',
  '42',
  '{}',
  '{"Records":[]}',
  '{"Records":[{}]}',
  '{"Records":{"length":1}}',
  '{"Records":[{"s3":{"bucket":{"name":"b"},"object":{"key":"%E0%A4%A"}}}]}',
  '{"Records":[{"s3":{"bucket":{"name":"b"},"object":{"key":"k"}}},null]}',
  '{"Records":[{"s3":{"bucket":{"name":7},"object":{"key":"k"}}}]}',
  '{"Type":"Notification","Message":"hello"}',
  '{"proofsheet":"check","bucket":"b"}',
  '{"source":"aws.s3","detail":{"bucket":"b"}}',
];
for (const body of unreadable) {
  test(`unreadable: ${body || 'nothing'}`, () => {
    assert.equal(parseNotification(body).kind, 'unreadable');
  });
}
