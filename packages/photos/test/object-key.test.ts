import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createPhotoId,
  failureKey,
  failurePrefix,
  isPhotoId,
  originalKey,
  ownerId,
  parseFailureKey,
  parseOriginalKey,
  photoIdTime,
  variantKey,
} from '../src/index.ts';

const owner = ownerId('https://issuer.example', 'someone/with a slash');

test('a later photo sorts first, and its id gives its time back', () => {
  const now = Date.UTC(2026, 0, 1);
  const [older, newer] = [createPhotoId(now), createPhotoId(now + 1)];
  assert.ok(newer < older);
  assert.ok(isPhotoId(older));
  assert.equal(photoIdTime(older), now);
});

test('the key of a photo gives its parts back, and no other key poses as one', () => {
  const name = { owner, photoId: createPhotoId(), fileName: '한글 사진 + 100%.jpg' };
  assert.deepEqual(parseOriginalKey(originalKey(name)), name);
  for (const key of [
    'cat.jpg',
    `photos/${owner}/${name.photoId}/`,
    `photos/${owner}/x/cat.jpg`,
    `photos/me/${name.photoId}/cat.jpg`,
    `photos/${owner}/${name.photoId}/a/b.jpg`,
  ]) {
    assert.equal(parseOriginalKey(key), undefined, key);
  }
});

test('owners of two issuers never share a name', () => {
  assert.notEqual(ownerId('a', 'bc'), ownerId('ab', 'c'));
});

test('a failure record names its photo and its reason', () => {
  const key = failureKey('a/b c.jpg', 'truncated');
  assert.equal(key, `${failurePrefix('a/b c.jpg')}truncated`);
  assert.deepEqual(parseFailureKey(key), { original: 'a/b c.jpg', reason: 'truncated' });
  assert.equal(parseFailureKey('failures/a/b c.jpg/bad-luck'), undefined);
});

test('derived keys of the longest original stay within 1,024 bytes and apart', () => {
  const long = `${'가'.repeat(341)}x`;
  assert.equal(Buffer.byteLength(long), 1024);
  const keys = [
    variantKey('w800', long),
    failureKey(long, 'corrupt'),
    failureKey(long, 'unsupported-format'),
  ];
  for (const key of keys) assert.ok(Buffer.byteLength(key) <= 1024);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(failureKey(long, 'corrupt'), `${failurePrefix(long)}corrupt`);
});

test('no object can pose as another’s shortened key', () => {
  const shortened = variantKey('w800', 'x'.repeat(1024));
  assert.notEqual(variantKey('w800', shortened.slice('variants/w800/'.length)), shortened);
});
