import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { createFindKeys } from '../../src/auth/issuer-keys.ts';

const minute = 60_000;

/** An issuer whose keys, addresses and health a test changes, and a clock that it sets. */
async function openIssuer(t: TestContext) {
  const keys = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>();
  const addKey = async (kid: string) => keys.set(kid, await generateKeyPair('ES256', { extractable: true }));
  await addKey('first');
  const state = { up: true, keysPath: '/keys', requests: 0, now: 0 };
  const server = createServer(async ({ url }, response) => {
    state.requests += 1;
    if (!state.up) return response.writeHead(503).end();
    if (url === '/.well-known/openid-configuration') {
      return response.end(JSON.stringify({ issuer, jwks_uri: issuer + state.keysPath }));
    }
    if (url !== state.keysPath) return response.writeHead(404).end();
    const jwks = [...keys].map(async ([kid, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg: 'ES256',
    }));
    return response.end(JSON.stringify({ keys: await Promise.all(jwks) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const failures: unknown[] = [];
  const findKeys = createFindKeys({
    issuer,
    now: () => state.now,
    onFailure: (error) => failures.push(error),
  });
  const verify = async (kid: string) => {
    const key = keys.get(kid) ?? (await generateKeyPair('ES256'));
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(key.privateKey);
    return jwtVerify(token, (await findKeys()).keys).then(
      () => 'good',
      (error) => error.code ?? error.message,
    );
  };
  return { state, keys, addKey, failures, verify };
}

test('in an outage of the issuer known keys are good for a day, and it is not asked more than every 5 seconds', async (t) => {
  const { state, failures, verify } = await openIssuer(t);
  assert.equal(await verify('first'), 'good');
  state.up = false;
  state.now = 11 * minute;
  for (let turn = 0; turn < 50; turn += 1) assert.equal(await verify('first'), 'good');
  assert.equal(failures.length, 1);
  state.now += 4_000;
  assert.equal(await verify('first'), 'good');
  assert.equal(failures.length, 1, 'still the same attempt');
  state.now = 23 * 60 * minute;
  assert.equal(await verify('first'), 'good');
  state.now = 25 * 60 * minute;
  await assert.rejects(verify('first'), /answers 503/);
});

test('a token of an unknown key in an outage is not called wrong', async (t) => {
  const { state, verify } = await openIssuer(t);
  assert.equal(await verify('first'), 'good');
  state.up = false;
  assert.match(await verify('second'), /answers 503/);
  assert.match(await verify('second'), /answers 503/);
});

test('a new key is good at once, and floods of unknown keys load keys once in 5 seconds', async (t) => {
  const { state, addKey, verify } = await openIssuer(t);
  assert.equal(await verify('first'), 'good');
  await addKey('second');
  assert.equal(await verify('second'), 'good', 'right after the first load');
  const before = state.requests;
  for (let turn = 0; turn < 20; turn += 1)
    assert.equal(await verify(`unknown ${turn}`), 'ERR_JWKS_NO_MATCHING_KEY');
  assert.equal(state.requests, before);
  state.now += 5_000;
  await addKey('third');
  assert.equal(await verify('third'), 'good');
});

test('keys are loaded again after 10 minutes: a withdrawn key is refused', async (t) => {
  const { state, keys, addKey, verify } = await openIssuer(t);
  await addKey('second');
  assert.equal(await verify('first'), 'good');
  keys.delete('second');
  state.now = 11 * minute;
  assert.equal(await verify('second'), 'ERR_JWKS_NO_MATCHING_KEY');
});

test('a new jwks_uri is found by discovery', async (t) => {
  const { state, addKey, verify } = await openIssuer(t);
  assert.equal(await verify('first'), 'good');
  state.keysPath = '/new-keys';
  await addKey('second');
  assert.equal(await verify('second'), 'good');
});
