import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { anna, ben, startApi } from '../start-api.ts';

const sessionKeys = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const first = sessionKeys('first');
let time = Date.now();
const now = () => new Date(Math.max(time, Date.now()));
const env = { PUBLIC_URL: 'https://photos.example', SESSION_KEYS: first };
const api = await startApi({ env, now });
after(() => api.close());

type Api = typeof api;
const sha256 = (text: string) => hash('sha256', text);

/** What a page of our own sends with a write. */
const ours = { 'sec-fetch-site': 'same-origin', 'x-proofsheet-request': '1' };

/** Asks as a browser does, which has no Authorization header. */
async function browse(path: string, options: Record<string, unknown> = {}, server: Pick<Api, 'url'> = api) {
  const {
    cookie,
    headers = {},
    body,
    method,
  } = options as {
    cookie?: string;
    headers?: Record<string, string>;
    body?: unknown;
    method?: string;
  };
  const response = await fetch(server.url + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: text === '' ? undefined : JSON.parse(text),
    setCookie: response.headers.get('set-cookie') ?? '',
  };
}

const signIn = (body: unknown, server?: Pick<Api, 'url'>, headers: Record<string, string> = ours) =>
  browse('/auth/session', { body, headers }, server);
const cookieOf = (setCookie: string) => setCookie.split(';')[0] ?? '';
const list = (cookie: string, server?: Pick<Api, 'url'>) => browse('/v1/photos', { cookie }, server);

async function signedIn(body: unknown = { apiKey: anna.key }): Promise<string> {
  const { status, setCookie } = await signIn(body);
  assert.equal(status, 200);
  return cookieOf(setCookie);
}

test('an API key becomes a cookie that scripts cannot read and no other host can set', async () => {
  const { status, json, setCookie } = await signIn({ apiKey: anna.key });
  assert.equal(status, 200);
  assert.match(
    setCookie,
    /^__Host-proofsheet=[\w.-]+; Max-Age=(3600|3599); Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const { expiresAt, ...session } = json;
  assert.deepEqual(session, { signedIn: true, owner: anna.id, kind: 'api-key' });
  const { photoId } = await api.upload('a.jpg');
  await api.upload('b.jpg', ben);
  const listed = await list(cookieOf(setCookie));
  assert.deepEqual(
    listed.json.photos.map((photo: { photoId: string }) => photo.photoId),
    [photoId],
    'the same owner by cookie and by key',
  );
  const read = await browse('/auth/session', { cookie: cookieOf(setCookie) });
  assert.deepEqual(read.json, json);
  assert.ok(!setCookie.includes(anna.id) && !setCookie.includes(anna.key), 'nothing of it can be read');
});

test('without a cookie there is no session', async () => {
  assert.deepEqual((await browse('/auth/session')).json, { signedIn: false });
  assert.equal((await list('')).status, 401);
});

for (const [what, body, problem] of [
  ['an unknown key', { apiKey: 'nonsense' }, 'unauthorized'],
  ['an unknown code', { code: 'a.b.c.d.e' }, 'code-refused'],
  ['nothing to renew', {}, 'unauthorized'],
] as const) {
  test(`refused: ${what}`, async () => {
    const { status, json, setCookie } = await signIn(body);
    assert.deepEqual([status, json.type, setCookie], [401, `urn:proofsheet:problem:${problem}`, '']);
  });
}

test('refused: a key and a code together', async () => {
  assert.equal((await signIn({ apiKey: anna.key, code: 'a' })).status, 400);
});

const crossSite: [what: string, headers: Record<string, string>][] = [
  ['no header', {}],
  ['another site', { ...ours, 'sec-fetch-site': 'cross-site' }],
  ['another host of the site', { ...ours, 'sec-fetch-site': 'same-site' }],
  ['the address bar', { ...ours, 'sec-fetch-site': 'none' }],
  ['a browser that does not say', { 'x-proofsheet-request': '1' }],
  ['a form of the same origin', { 'sec-fetch-site': 'same-origin' }],
];
for (const [what, headers] of crossSite) {
  test(`a write with the cookie is refused from: ${what}`, async () => {
    const cookie = await signedIn();
    const { photoId } = await api.upload('a.jpg');
    for (const [method, path] of [
      ['DELETE', `/v1/photos/${photoId}`],
      ['POST', `/v1/photos/${photoId}/retry`],
      ['POST', '/auth/logout'],
    ] as const) {
      const { status, json, setCookie } = await browse(path, { cookie, method, headers });
      assert.deepEqual([status, json.type], [403, 'urn:proofsheet:problem:cross-site-request'], path);
      assert.equal(setCookie, '');
    }
    assert.equal(
      (await signIn({ apiKey: ben.key }, api, headers)).status,
      403,
      'nor can anybody be signed in',
    );
    assert.equal((await api.call(`/v1/photos/${photoId}`)).status, 200, 'the photo is still there');
  });
}

test('a page of our own may write, and reads need nothing but the cookie', async () => {
  const cookie = await signedIn();
  const { photoId } = await api.upload('a.jpg');
  const removed = await browse(`/v1/photos/${photoId}`, { cookie, method: 'DELETE', headers: ours });
  assert.equal(removed.status, 202);
  assert.equal(
    (await browse('/v1/photos', { cookie, headers: { 'sec-fetch-site': 'cross-site' } })).status,
    200,
  );
});

test('with an Authorization header the cookie does not count', async () => {
  const cookie = await signedIn();
  const headers = { authorization: 'Bearer nonsense' };
  assert.equal((await browse('/v1/photos', { cookie, headers })).status, 401);
});

test('a cookie is over after an hour, and can be renewed until then', async () => {
  const cookie = await signedIn();
  time = Date.now() + 59 * 60_000;
  const renewed = await browse('/auth/session', { cookie, body: {}, headers: ours });
  assert.equal(renewed.status, 200);
  time = Date.now() + 61 * 60_000;
  assert.equal((await list(cookie)).status, 401);
  assert.equal((await list(cookieOf(renewed.setCookie))).status, 200);
  time = 0;
});

test('no session is renewed beyond twelve hours', async () => {
  const start = Date.now();
  let cookie = await signedIn();
  let last = 200;
  let hours = 0;
  for (; last === 200 && hours < 20; hours += 0.75) {
    time = start + hours * 3_600_000;
    const { status, setCookie } = await browse('/auth/session', { cookie, body: {}, headers: ours });
    last = status;
    if (status === 200) cookie = cookieOf(setCookie);
  }
  time = 0;
  assert.equal(last, 401);
  assert.ok(hours > 12 && hours < 14, `${hours}`);
});

test('signing out removes the cookie', async () => {
  const cookie = await signedIn();
  const { status, setCookie } = await browse('/auth/logout', { cookie, method: 'POST', headers: ours });
  assert.equal(status, 200);
  assert.match(setCookie, /^__Host-proofsheet=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test('a cookie that was changed, or is of another install, is none', async () => {
  const cookie = await signedIn();
  const other = await startApi({ env: { ...env, SESSION_KEYS: sessionKeys('first') } });
  try {
    assert.equal((await list(cookie, other)).status, 401);
    const [name = '', value = ''] = cookie.split('=');
    for (const wrong of [
      `${value.slice(0, -2)}AA`,
      value.slice(0, 20),
      '',
      'a.b.c.d.e',
      `${value}.${value}`,
    ]) {
      assert.equal((await list(`${name}=${wrong}`)).status, 401, wrong);
    }
    assert.equal((await list(`proofsheet=${value}`)).status, 401, 'under another name');
  } finally {
    await other.close();
  }
});

test('keys rotate: the old one is still good until it is taken away', async () => {
  const cookie = await signedIn();
  const second = sessionKeys('second');
  const rotated = await startApi({ env: { ...env, SESSION_KEYS: `${second},${first}` } });
  const rotatedOut = await startApi({ env: { ...env, SESSION_KEYS: second } });
  try {
    assert.equal((await list(cookie, rotated)).status, 200);
    const fresh = cookieOf((await signIn({ apiKey: anna.key }, rotated)).setCookie);
    assert.equal((await list(fresh, rotatedOut)).status, 200, 'the first key seals');
    assert.equal((await list(cookie, rotatedOut)).status, 401);
  } finally {
    await Promise.all([rotated.close(), rotatedOut.close()]);
  }
});

test('a code signs its owner in once, however it was requested', async () => {
  const cookie = await signedIn();
  const asked = [
    await api.call('/auth/codes', { body: {} }),
    await browse('/auth/codes', { cookie, body: { expiresIn: 60 }, headers: ours }),
  ];
  for (const { status, json } of asked) {
    assert.equal(status, 201);
    assert.equal(json.url, `https://photos.example/#code=${json.code}`);
    const session = await signIn({ code: json.code });
    assert.deepEqual([session.status, session.json.owner, session.json.kind], [200, anna.id, 'code']);
    assert.equal((await list(cookieOf(session.setCookie))).status, 200);
    const again = await signIn({ code: json.code });
    assert.deepEqual([again.status, again.json.type], [401, 'urn:proofsheet:problem:code-refused']);
  }
});

test('of many who use a code at once, one is signed in', async () => {
  const { json } = await api.call('/auth/codes', { body: {} });
  const answers = await Promise.all(Array.from({ length: 8 }, () => signIn({ code: json.code })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(7).fill(401)]);
});

test('a code is over when its time is, and is no cookie', async () => {
  const { json } = await api.call('/auth/codes', { body: { expiresIn: 60 } });
  assert.equal((await list(`__Host-proofsheet=${json.code}`)).status, 401);
  time = Date.now() + 61_000;
  assert.equal((await signIn({ code: json.code })).status, 401);
  time = 0;
});

test('a code needs a caller', async () => {
  assert.equal((await browse('/auth/codes', { body: {} })).status, 401);
});

test('a session by a key, and one by its code, end with the key', async () => {
  const lists = [`anna:${sha256(anna.key)}`, `anna:${sha256('another key of anna')}`];
  const [before, since] = [
    await startApi({ env: { ...env, API_KEYS: lists.join(',') } }),
    await startApi({ env: { ...env, API_KEYS: lists[1] ?? '' } }),
  ];
  try {
    const { json } = await before.call('/auth/codes', { body: {} });
    const unused = (await before.call('/auth/codes', { body: {} })).json.code;
    for (const body of [{ apiKey: anna.key }, { code: json.code }]) {
      const cookie = cookieOf((await signIn(body, before)).setCookie);
      assert.equal((await list(cookie, before)).status, 200);
      assert.equal((await list(cookie, since)).status, 401);
    }
    assert.equal((await signIn({ code: unused }, since)).status, 401);
  } finally {
    await Promise.all([before.close(), since.close()]);
  }
});

test('on loopback the cookie has a plain name', async () => {
  const local = await startApi({ env: { ...env, PUBLIC_URL: 'http://127.0.0.1:8080' } });
  try {
    const { setCookie } = await signIn({ apiKey: anna.key }, local);
    assert.match(setCookie, /^proofsheet=[\w.-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    assert.equal((await list(cookieOf(setCookie), local)).status, 200);
  } finally {
    await local.close();
  }
});

test('no key, code or cookie gets into the log', async () => {
  const cookie = await signedIn();
  const { json } = await api.call('/auth/codes', { body: {} });
  await signIn({ code: json.code });
  await list(cookie);
  const log = api.log.join('');
  for (const secret of [anna.key, json.code, cookie.split('=')[1] ?? '-']) assert.ok(!log.includes(secret));
});
