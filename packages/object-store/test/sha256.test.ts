import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createSha256 } from '../src/sha256.ts';

const bytes = (text: string) => Buffer.from(text);

async function digest(Sha256: ReturnType<typeof createSha256>, secret: string | Uint8Array, data: string) {
  const hash = new Sha256(secret);
  hash.update(bytes(data));
  return Buffer.from(await hash.digest()).toString('hex');
}

test('what is kept of one secret is never given for another, nor for other data', async () => {
  const Sha256 = createSha256();
  const asked = [
    ['secret', 'key-1'],
    ['secret', 'key-1'],
    ['secret', 'key-2'],
    ['other', 'key-2'],
    ['secret', 'key-1'],
  ] as const;
  for (const [secret, data] of asked) {
    const expected = createHmac('sha256', secret).update(data).digest('hex');
    assert.equal(await digest(Sha256, secret, data), expected);
    assert.equal(await digest(Sha256, bytes(secret), data), expected);
  }
});

test('data that changes after it was hashed is hashed again', async () => {
  const Sha256 = createSha256();
  const data = bytes('key-1');
  const digestOf = async () => {
    const hash = new Sha256('secret');
    hash.update(data);
    return Buffer.from(await hash.digest());
  };
  const first = await digestOf();
  data.write('key-2');
  assert.notDeepEqual(await digestOf(), first);
});

test('data may come in pieces, and a hash may begin again', async () => {
  const Sha256 = createSha256();
  const expected = createHash('sha256').update('onetwo').digest('hex');
  const hash = new Sha256();
  hash.update(bytes('thrown away'));
  hash.reset();
  hash.update(bytes('one'));
  hash.update(bytes('two'));
  assert.equal(Buffer.from(await hash.digest()).toString('hex'), expected);
});
