import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ownerId } from '@proofsheet/photos';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { createAccessTokenVerifier } from '../../src/auth/access-token.ts';
import { createFindKeys } from '../../src/auth/issuer-keys.ts';
import { ProblemError } from '../../src/http/problem.ts';
import { audience, inSeconds, startIssuer } from '../start-issuer.ts';

const provider = await startIssuer();
after(() => provider.close());

const createVerifier = ({
  issuer = provider.issuer,
  cooldownMs = 30_000,
  ...options
}: {
  issuer?: string;
  cooldownMs?: number;
  requiredScopes?: string[];
  requiresType?: boolean;
} = {}) =>
  createAccessTokenVerifier({
    findKeys: createFindKeys({ issuer, cooldownMs }),
    audience,
    algorithms: ['RS256', 'ES256'],
    clockToleranceSeconds: 30,
    ...options,
  });

const anna = ownerId(provider.issuer, 'anna');

test('a token of the provider belongs to its subject', async () => {
  const verify = createVerifier();
  assert.equal(await verify(await provider.getToken('anna')), anna);
  assert.equal(await verify(await provider.getToken('ben')), ownerId(provider.issuer, 'ben'));
});

test('an issuer may be written with a slash at its end', async () => {
  assert.equal(await createVerifier({ issuer: `${provider.issuer}/` })(await provider.signToken()), anna);
});

test('a clock may be off a little', async () => {
  assert.equal(await createVerifier()(await provider.signToken({ exp: inSeconds(-10) })), anna);
});

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const attacks: [what: string, token: () => Promise<string>][] = [
  ['it is over', () => provider.signToken({ exp: inSeconds(-31) })],
  ['it is not good yet', () => provider.signToken({ nbf: inSeconds(60) })],
  ['it has no end', () => provider.signToken({ exp: undefined })],
  ['it is for another service', () => provider.signToken({ aud: 'https://other.example' })],
  ['it is for nobody', () => provider.signToken({ aud: undefined })],
  ['it is of another issuer', () => provider.signToken({ iss: 'https://evil.example' })],
  ['it has no subject', () => provider.signToken({ sub: undefined })],
  ['its subject is a number', () => provider.signToken({ sub: 5 })],
  ['its subject is an object', () => provider.signToken({ sub: { name: 'anna' } })],
  ['it is an ID token with a nonce', () => provider.signToken({ nonce: 'n' })],
  ['it is an ID token with a hash of an access token', () => provider.signToken({ at_hash: 'h' })],
  ['it is an ID token of Keycloak', () => provider.signToken({ typ: 'ID' })],
  ['it is an ID token of Cognito', () => provider.signToken({ token_use: 'id' })],
  ['it is a logout token', () => provider.signToken({}, { typ: 'logout+jwt' })],
  ['it is a security event', () => provider.signToken({ events: {} })],
  ['it is bound to a key, of which no proof comes', () => provider.signToken({ cnf: { jkt: 'x' } })],
  ['its subject is empty', () => provider.signToken({ sub: '' })],
  ['its key is not known', () => provider.signToken({}, { kid: 'unknown' })],
  ['it is no token', async () => 'nonsense'],
  ['it is three dots', async () => '..'],
  [
    'it is not signed',
    async () => `${base64url({ alg: 'none' })}.${(await provider.signToken()).split('.')[1]}.`,
  ],
  [
    'it is signed with the public key as a shared secret',
    async () => {
      const secret = Buffer.from(await exportSPKI(provider.publicKey()));
      const payload = { iss: provider.issuer, aud: audience, sub: 'anna', exp: inSeconds(60) };
      return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(secret);
    },
  ],
  [
    'it is signed with a key of its own, which it brings along',
    async () => {
      const { privateKey } = await generateKeyPair('ES256');
      const payload = { iss: provider.issuer, aud: audience, sub: 'anna', exp: inSeconds(60) };
      const header = { alg: 'ES256', kid: 'first', jku: 'https://evil.example/keys' };
      return new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
    },
  ],
  [
    'its payload was changed',
    async () => {
      const [header, , signature] = (await provider.signToken()).split('.');
      const payload = { iss: provider.issuer, aud: audience, sub: 'ben', exp: inSeconds(60) };
      return `${header}.${base64url(payload)}.${signature}`;
    },
  ],
];
for (const [what, token] of attacks) {
  test(`a token is refused: ${what}`, async () => {
    assert.equal(await createVerifier()(await token()), undefined);
  });
}

test('a flood of tokens with unknown keys fetches no more than once', async () => {
  const verify = createVerifier();
  await verify(await provider.signToken());
  const before = provider.requests.length;
  for (let turn = 0; turn < 100; turn += 1) {
    assert.equal(await verify(await provider.signToken({}, { kid: `unknown ${turn}` })), undefined);
  }
  assert.ok(provider.requests.length - before <= 1, `${provider.requests.length - before}`);
});

test('a remembered token is not verified again', async () => {
  const verify = createVerifier();
  const token = await provider.signToken();
  await verify(token);
  const start = performance.now();
  for (let turn = 0; turn < 1000; turn += 1) assert.equal(await verify(token), anna);
  const ms = (performance.now() - start) / 1000;
  assert.ok(ms < 0.2, `${ms} ms each`);
});

test('a new key of the issuer is good without a restart', async () => {
  const verify = createVerifier({ cooldownMs: 0 });
  assert.equal(await verify(await provider.signToken()), anna);
  await provider.changeKey('second');
  assert.equal(await verify(await provider.signToken()), anna);
  assert.equal(await verify(await provider.getToken('anna')), anna);
});

test('while the issuer does not answer, tokens are neither accepted nor refused, and it is asked again later', async () => {
  const other = await startIssuer();
  const verify = createVerifier({ issuer: other.issuer });
  const token = await other.signToken();
  await other.close();
  assert.equal(await verify('an API key'), undefined, 'this is no token of any issuer');
  await assert.rejects(verify(token), (error: ProblemError) => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual([error.status, error.headers], [503, { 'retry-after': '5' }]);
    return true;
  });
});

test('where scopes are required, a token without one of them is refused with that challenge', async () => {
  const verify = createVerifier({ requiredScopes: ['photos', 'write'] });
  for (const scopes of [
    { scope: 'photos write' },
    { scope: 'a write photos' },
    { scp: ['photos', 'write'] },
  ]) {
    assert.equal(await verify(await provider.signToken(scopes)), anna);
  }
  for (const scopes of [
    {},
    { scope: 'photos' },
    { scope: 'photos writer' },
    { scope: 5 },
    { scp: ['photos write2'] },
  ]) {
    await assert.rejects(verify(await provider.signToken(scopes)), (error: ProblemError) => {
      assert.equal(error.status, 403);
      assert.match(
        error.headers['www-authenticate'] ?? '',
        /error="insufficient_scope", scope="photos write"/,
      );
      return true;
    });
  }
});

test('where a type is required, only tokens that say that they are access tokens are good', async () => {
  const verify = createVerifier({ requiresType: true });
  assert.equal(await verify(await provider.signToken({}, { typ: 'at+jwt' })), anna);
  assert.equal(await verify(await provider.signToken({}, { typ: 'application/at+jwt' })), anna);
  assert.equal(await verify(await provider.signToken({}, { typ: 'JWT' })), undefined);
  assert.equal(await verify(await provider.signToken()), undefined);
});
