import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deliveryMessage,
  digestMessage,
  originalKey,
  ownerId,
  parseNotification,
  parseNotifierMessage,
} from '../src/index.ts';

const owner = ownerId('issuer', 'someone');

test('messages give back what they were made of', () => {
  const digest = { kind: 'digest', group: owner, name: 'a name' } as const;
  assert.deepEqual(parseNotifierMessage(digestMessage(digest.group, digest.name)), digest);
  const delivery = { kind: 'delivery', group: 'shared', batch: '0b-1' } as const;
  assert.deepEqual(parseNotifierMessage(deliveryMessage(delivery.group, delivery.batch)), delivery);
});

test('digests of version 0.1 name a photo: they are digests of its group without a name', () => {
  const key = originalKey({ owner, photoId: '0'.repeat(32), fileName: '한글.jpg' });
  for (const [photo, group] of [
    [key, owner],
    ['cat.jpg', 'shared'],
  ] as const) {
    const body = JSON.stringify({ proofsheet: 'digest', key: encodeURIComponent(photo) });
    assert.deepEqual(parseNotifierMessage(body), { kind: 'digest', group, name: '' });
  }
});

test('other messages are no messages of a notifier, and these are no bucket notifications', () => {
  for (const body of [
    '',
    'digest',
    '{"proofsheet":"check","bucket":"b","key":"k"}',
    '{"proofsheet":"digest"',
    '{"proofsheet":"digest"}',
    '{"proofsheet":"digest","key":7}',
    '{"proofsheet":"digest","key":"%"}',
    '{"proofsheet":"digest","group":"someone else","name":""}',
    '{"proofsheet":"digest","group":"shared"}',
    '{"proofsheet":"delivery","group":"shared"}',
    '{"proofsheet":"delivery","group":"shared","batch":"../x"}',
  ]) {
    assert.equal(parseNotifierMessage(body), undefined, body);
  }
  assert.equal(parseNotification(digestMessage('shared', 'a name')).kind, 'unreadable');
});
