import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestMessage, parseDigest, parseNotification } from '../src/index.ts';

for (const key of ['cat.jpg', 'a/../b + c?d%41.jpg', '한글 \uFFFF\u0001.jpg', `${'긴'.repeat(340)}.jpg`]) {
  test(`a digest gives its key back: ${JSON.stringify(key.slice(0, 20))}`, () => {
    assert.equal(parseDigest(digestMessage(key)), key);
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
    assert.match(digestMessage(key), /^[\x20-\x7e]+$/);
  });
}

test('other messages are no digests, and a digest is no notification', () => {
  for (const body of [
    '',
    'digest',
    '{"proofsheet":"check","bucket":"b","key":"k"}',
    '{"proofsheet":"digest"',
    '{"proofsheet":"digest"}',
    '{"proofsheet":"digest","key":7}',
    '{"proofsheet":"digest","key":"%"}',
  ]) {
    assert.equal(parseDigest(body), undefined, body);
  }
  assert.equal(parseNotification(digestMessage('cat.jpg')).kind, 'unreadable');
});
