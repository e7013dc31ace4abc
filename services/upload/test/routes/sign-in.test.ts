import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { ownerId, parseLinkKeys } from '@proofsheet/photos';
import { createSealer } from '../../src/auth/sealed-token.ts';
import { createBrowser } from '../browser.ts';
import { startApi } from '../start-api.ts';
import { clientId, clientSecret, startLoginIssuer } from '../start-login-issuer.ts';

const publicUrl = 'http://127.0.0.1:8080';
const keys = `test:${randomBytes(32).toString('base64')}`;
const issuer = await startLoginIssuer(publicUrl);
let ahead = 0;
const api = await startApi({
  now: () => new Date(Date.now() + ahead),
  env: {
    PUBLIC_URL: publicUrl,
    SESSION_KEYS: keys,
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: 'photos',
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  },
});
after(async () => {
  await api.close();
  await issuer.close();
});

const newBrowser = () => createBrowser({ [publicUrl]: api.url });
type TestBrowser = ReturnType<typeof newBrowser>;
const atCallback = /\/auth\/callback\?/;
const sessionOf = async (browser: TestBrowser) =>
  (await browser.request(new URL('/auth/session', publicUrl))).json() as Promise<
    Record<string, string | boolean>
  >;
const ours = { 'sec-fetch-site': 'same-origin', 'x-proofsheet-request': '1' };

/** Ends at the page, or at the error that the page is told. */
async function signIn(browser: TestBrowser, query = '?returnTo=%2Fp%2Fa%3Fb%3Dc') {
  const { url } = await browser.go(`${publicUrl}/auth/login${query}`);
  return url.href.slice(publicUrl.length);
}

/** Stops before the callback is opened. */
async function beginSignIn(browser: TestBrowser, query = '') {
  const { url } = await browser.go(`${publicUrl}/auth/login${query}`, atCallback);
  assert.match(url.href, atCallback);
  return url;
}

async function isRefused(browser: TestBrowser, callback: URL) {
  const { url } = await browser.go(callback.href);
  assert.equal(url.hash, '#sign-in=failed');
  assert.deepEqual(await sessionOf(browser), { signedIn: false });
}

test('a person signs in at the issuer, and the browser holds one cookie and no token', async () => {
  const browser = newBrowser();
  assert.equal(await signIn(browser), '/p/a?b=c');
  const { expiresAt, ...session } = await sessionOf(browser);
  const owner = ownerId(issuer.issuer, 'anna');
  assert.deepEqual(session, { signedIn: true, owner, name: 'Name of anna', kind: 'oidc' });
  const ms = Date.parse(String(expiresAt)) - Date.now();
  assert.ok(ms > 3_590_000 && ms <= 3_600_000, `${ms}`);
  const jar = browser.jarOf(publicUrl);
  assert.deepEqual([...jar.keys()], ['proofsheet']);
  assert.doesNotMatch(jar.get('proofsheet') ?? '', /anna|eyJ[\w-]+\.eyJ/, 'sealed, and no JWT');
  const listed = await browser.request(new URL('/v1/photos', publicUrl));
  assert.equal(listed.status, 200);
});

test('another person is another owner', async () => {
  const browser = newBrowser();
  issuer.signInAs('ben');
  await signIn(browser);
  issuer.signInAs('anna');
  assert.equal((await sessionOf(browser)).owner, ownerId(issuer.issuer, 'ben'));
});

test('what is asked of the issuer is bound to this browser: PKCE, state and nonce', async () => {
  const browser = newBrowser();
  const { url } = await browser.go(`${publicUrl}/auth/login`, /\/auth\?/);
  const asked = Object.fromEntries(url.searchParams);
  assert.equal(asked.code_challenge_method, 'S256');
  for (const name of ['code_challenge', 'state', 'nonce']) assert.ok((asked[name] ?? '').length >= 32, name);
  assert.equal(asked.response_type, 'code');
  assert.equal(asked.redirect_uri, `${publicUrl}/auth/callback`);
});

test('refused: another state', async () => {
  const browser = newBrowser();
  const callback = await beginSignIn(browser);
  callback.searchParams.set('state', 'a'.repeat(43));
  await isRefused(browser, callback);
});

test('refused: another nonce', async () => {
  const browser = newBrowser();
  const callback = await beginSignIn(browser);
  const sealer = createSealer(parseLinkKeys(keys), 'sign-in attempt');
  const attempt = await sealer.open(browser.jarOf(publicUrl).get('proofsheet-sign-in') ?? '', new Date());
  assert.ok(attempt);
  const changed = await sealer.seal({ ...attempt, nonce: 'another' }, new Date(Date.now() + 60_000));
  browser.jarOf(publicUrl).set('proofsheet-sign-in', changed);
  await isRefused(browser, callback);
});

test('refused: another verifier, so that a stolen code is of no use', async () => {
  const [victim, thief] = [newBrowser(), newBrowser()];
  const stolen = await beginSignIn(victim);
  const own = await beginSignIn(thief);
  own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
  await isRefused(thief, own);
});

test('refused: a code that was used', async () => {
  const browser = newBrowser();
  const callback = await beginSignIn(browser);
  const attempt = browser.jarOf(publicUrl).get('proofsheet-sign-in') ?? '';
  assert.equal((await browser.go(callback.href)).url.hash, '');
  assert.equal(browser.jarOf(publicUrl).has('proofsheet-sign-in'), false, 'the attempt is over');
  const other = newBrowser();
  await isRefused(other, callback);
  other.jarOf(publicUrl).set('proofsheet-sign-in', attempt);
  await isRefused(other, callback);
});

test("refused: somebody else's callback, by which one would work in their account", async () => {
  const [attacker, victim] = [newBrowser(), newBrowser()];
  await isRefused(victim, await beginSignIn(attacker));
});

test('refused: an attempt that took too long', async () => {
  const browser = newBrowser();
  const callback = await beginSignIn(browser);
  ahead = 11 * 60_000;
  await isRefused(browser, callback);
  ahead = 0;
});

test('a session cookie that was there before is replaced: no fixation', async () => {
  const [attacker, victim] = [newBrowser(), newBrowser()];
  issuer.signInAs('mallory');
  await signIn(attacker);
  issuer.signInAs('anna');
  const planted = attacker.jarOf(publicUrl).get('proofsheet') ?? '';
  victim.jarOf(publicUrl).set('proofsheet', planted);
  await signIn(victim);
  assert.notEqual(victim.jarOf(publicUrl).get('proofsheet'), planted);
  assert.equal((await sessionOf(victim)).owner, ownerId(issuer.issuer, 'anna'));
  assert.equal(
    (await sessionOf(attacker)).owner,
    ownerId(issuer.issuer, 'mallory'),
    'and it tells them nothing',
  );
});

for (const elsewhere of [
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/.//evil.example',
  'javascript:0',
]) {
  test(`leads to no other site: returnTo=${elsewhere}`, async () => {
    const browser = newBrowser();
    const { url } = await browser.go(`${publicUrl}/auth/login?returnTo=${encodeURIComponent(elsewhere)}`);
    assert.equal(url.origin, publicUrl);
    assert.doesNotMatch(url.href.slice(publicUrl.length), /^\/\//);
  });
}

test('a session is renewed without a question while the issuer knows the person', async () => {
  const browser = newBrowser();
  assert.match(
    await signIn(browser, '?prompt=none'),
    /#sign-in=failed$/,
    'no one is signed in at the issuer yet',
  );
  await signIn(browser);
  const before = browser.jarOf(publicUrl).get('proofsheet');
  const { url, response } = await browser.go(`${publicUrl}/auth/login?prompt=none&frame=1`);
  assert.equal(url.pathname, '/auth/callback');
  assert.deepEqual([response.status, await response.text()], [200, '']);
  assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors 'self'/);
  assert.notEqual(browser.jarOf(publicUrl).get('proofsheet'), before);
  const renewed = await browser.request(new URL('/auth/session', publicUrl), {
    method: 'POST',
    headers: { ...ours, 'content-type': 'application/json' },
    body: '{}',
  });
  assert.equal(renewed.status, 401, 'only the issuer renews it');
});

test('the session ends after an hour', async () => {
  const browser = newBrowser();
  await signIn(browser);
  ahead = 3_601_000;
  assert.deepEqual(await sessionOf(browser), { signedIn: false });
  assert.equal((await browser.request(new URL('/v1/photos', publicUrl))).status, 401);
  ahead = 0;
});

test('signing out ends it here and leads to where it ends at the issuer', async () => {
  const browser = newBrowser();
  await signIn(browser);
  const logout = await browser.request(new URL('/auth/logout', publicUrl), { method: 'POST', headers: ours });
  const { redirectTo } = (await logout.json()) as { redirectTo: string };
  const end = new URL(redirectTo);
  assert.equal(end.origin, issuer.issuer);
  assert.equal(end.searchParams.get('post_logout_redirect_uri'), `${publicUrl}/`);
  assert.deepEqual(await sessionOf(browser), { signedIn: false });
});

test("a new key of the issuer's is no obstacle", async () => {
  await signIn(newBrowser());
  await issuer.changeKey('second');
  const browser = newBrowser();
  assert.equal(await signIn(browser), '/p/a?b=c');
  assert.equal((await sessionOf(browser)).signedIn, true);
});

test('client-config names the way', async () => {
  const config = (await (await fetch(`${api.url}/v1/client-config`)).json()) as { signIn: unknown };
  assert.deepEqual(config.signIn, [
    { kind: 'oidc', url: '/auth/login' },
    { kind: 'api-key', url: '/auth/session' },
  ]);
});

test('an issuer that does not answer is a problem, not a failed sign-in', async () => {
  const env = {
    PUBLIC_URL: publicUrl,
    SESSION_KEYS: keys,
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_AUDIENCE: 'photos',
    OIDC_CLIENT_ID: clientId,
  };
  const server = await startApi({ env });
  try {
    const answer = await fetch(`${server.url}/auth/login`, { redirect: 'manual' });
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /sign-in-unavailable/);
  } finally {
    await server.close();
  }
});

test('no code, token or verifier gets into the log', async () => {
  const browser = newBrowser();
  const callback = await beginSignIn(browser);
  await browser.go(callback.href);
  const log = api.log.join('');
  for (const name of ['code', 'state'])
    assert.ok(!log.includes(callback.searchParams.get(name) ?? '-'), name);
  assert.ok(!log.includes(browser.jarOf(publicUrl).get('proofsheet') ?? '-'));
  assert.ok(!log.includes(clientSecret));
});
