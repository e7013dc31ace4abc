import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ownerId } from '@proofsheet/photos';
import { findKeyOwner, parseApiKeys } from '../../src/auth/api-keys.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('a key belongs to the owner that it is configured for; an owner may have several', () => {
  const pairs = [
    `anna:${sha256('old')}`,
    `anna:${sha256('new').toUpperCase()}`,
    `ben@example.com:${sha256('열쇠')}`,
  ];
  const keys = parseApiKeys(pairs.join(', '));
  const ownerOf = (key: string) => findKeyOwner(keys, sha256(key));
  const anna = ownerId('api-key', 'anna');
  assert.deepEqual(['old', 'new', '열쇠', 'other', '', sha256('old')].map(ownerOf), [
    anna,
    anna,
    ownerId('api-key', 'ben@example.com'),
    undefined,
    undefined,
    undefined,
  ]);
});
