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
    assert.match(body, /^[\x20-\x7E]*$/);
    assert.deepEqual(parseNotification(body), { kind: 'check', bucket: 'originals', key });
  });
}
