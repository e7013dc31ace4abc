import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMessage, parseNotification } from '../src/index.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const acceptedBySqs = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

for (const key of [
  'a\uFFFE.jpg',
  'a\uFFFF.jpg',
  'photo\u{1F4F7}.jpg',
  'a\u0001b',
  '한글 사진 + 100%.jpg',
  '%41',
]) {
  test(`a check is accepted by SQS and names its key, whatever the key: ${JSON.stringify(key)}`, () => {
    const body = checkMessage('originals', key);
    assert.match(body, acceptedBySqs);
    // The embedded SQS refuses characters beyond the basic plane, which SQS itself accepts.
    assert.match(body, /^[\x20-\uFFFD]*$/);
    assert.doesNotMatch(body, /[\uD800-\uDFFF]/);
    assert.deepEqual(parseNotification(body), { kind: 'check', bucket: 'originals', key });
  });
}

test('a worker of the version before reads the check of a usual key', () => {
  const { proofsheet, bucket, key } = JSON.parse(checkMessage('originals', 'photos/o/p/한글 + 100%.jpg'));
  assert.deepEqual([proofsheet, bucket, key], ['check', 'originals', 'photos/o/p/한글 + 100%.jpg']);
});
