import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createPhotoId,
  notificationGroup,
  notifiedKey,
  originalKey,
  ownerId,
  ownerOfGroup,
  parsePendingKey,
  pendingKey,
  pendingPrefix,
} from '../src/index.ts';

const owner = ownerId('https://issuer.example', 'someone/with a slash');
const keyAt = (time: number, fileName = 'cat.jpg') =>
  originalKey({ owner, photoId: createPhotoId(time), fileName });

test('pending records are listed by group, newest photo first, and give the photo back', () => {
  const [older, newer] = [keyAt(1_000), keyAt(2_000, '한글 사진 + 100%.jpg')];
  assert.deepEqual([notificationGroup(older), ownerOfGroup(owner)], [owner, owner]);
  assert.ok(pendingKey(newer) < pendingKey(older));
  for (const key of [older, newer]) {
    assert.ok(pendingKey(key).startsWith(pendingPrefix(owner)));
    assert.equal(parsePendingKey(pendingKey(key)), key);
  }
});

test('photos without an owner are one group, with any keys', () => {
  assert.equal(ownerOfGroup('shared'), undefined);
  for (const key of ['cat.jpg', '~', '//', 'a/../b', `photos/${owner}`, 'a\u0001\uFFFF', '%41', "!'()*"]) {
    assert.equal(notificationGroup(key), 'shared');
    assert.match(pendingKey(key), /^pending\/shared\/[\w%.~!'()*-]+$/);
    assert.equal(parsePendingKey(pendingKey(key)), key);
  }
});

test('a key that a record cannot hold is only in the body of the record', () => {
  for (const key of ['긴'.repeat(340), '.', '..', '0'.repeat(64)]) {
    const record = pendingKey(key);
    assert.ok(Buffer.byteLength(record) <= 1024);
    assert.doesNotMatch(record, /\/\.{1,2}$/);
    assert.equal(parsePendingKey(record), undefined);
  }
  assert.equal(parsePendingKey('pending/shared/%'), undefined);
});

test('photos of an owner from the same minutes share a notified record; others have one of their own', () => {
  const start = 2 ** 40 - 1;
  const last = start - 2 ** 20 + 1;
  assert.equal(notifiedKey(keyAt(start)), notifiedKey(keyAt(last, 'dog.jpg')));
  assert.notEqual(notifiedKey(keyAt(start)), notifiedKey(keyAt(last - 1)));
  assert.match(notifiedKey(keyAt(start)), new RegExp(`^notified/${owner}/[0-9a-f]{7}$`));
  assert.notEqual(notifiedKey('cat.jpg'), notifiedKey('dog.jpg'));
  assert.match(notifiedKey('긴'.repeat(340)), /^notified\/shared\/[0-9a-f]{64}$/);
});
