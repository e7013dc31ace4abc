import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createLinkSigner, parseLinkKeys } from '../src/index.ts';

const pair = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [march, april] = [pair('march'), pair('april')];
const signer = (keys: string) => createLinkSigner(parseLinkKeys(keys));
const target = { bucket: 'thumbnails', key: 'photos/한글 사진 + 100%.jpg' };
const end = new Date('2026-03-08T00:00:00Z');
const before = new Date('2026-03-07T23:59:59Z');

test('a link leads to what it was signed for until its end', async () => {
  const token = await signer(march).sign(target, end);
  assert.match(token, /^[\w.-]+$/);
  assert.deepEqual(await signer(march).verify(token, before), { kind: 'valid', target });
  assert.deepEqual(await signer(march).verify(token, end), { kind: 'over' });
});

test('after a change of keys the older links still lead on, until their key is taken away', async () => {
  const token = await signer(march).sign(target, end);
  assert.equal((await signer(`${april},${march}`).verify(token, before)).kind, 'valid');
  assert.equal((await signer(april).verify(token, before)).kind, 'unknown');
});

test('nothing but our own signature counts', async () => {
  const token = await signer(march).sign(target, end);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const other = Buffer.from(JSON.stringify({ b: 'thumbnails', k: 'other', exp: 9e9 })).toString('base64url');
  const none = Buffer.from('{"alg":"none","kid":"march"}').toString('base64url');
  const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
  for (const forged of [
    `${header}.${other}.${signature}`,
    `${header}.${payload}.${flipped}`,
    `${none}.${other}.`,
    `${header}.${payload}`,
    'x',
    '',
  ]) {
    assert.deepEqual(await signer(march).verify(forged, before), { kind: 'unknown' }, forged);
  }
});

const wrong: [keys: string, message: RegExp][] = [
  ['', /id:base64/],
  ['march:c2hvcnQ=', /"march" has fewer than 32 bytes/],
  [`${march},${march}`, /same id/],
];
for (const [keys, message] of wrong) {
  test(`link keys are refused: ${message.source}`, () => assert.throws(() => parseLinkKeys(keys), message));
}
