import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { anna, startApi } from '../start-api.ts';

const origin = 'https://photos.example';

/** What a browser asks before it calls from a page. */
const preflight = (url: string, from: string) =>
  fetch(`${url}/v1/uploads`, {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

test('pages of other origins may not call, unless a setting says so', async (t) => {
  const api = await startApi();
  t.after(() => api.close());
  const { headers } = await preflight(api.url, origin);
  assert.equal(headers.get('access-control-allow-origin'), null);
});

test('pages of the origins in the settings may call, and no others', async (t) => {
  const api = await startApi({ env: { CORS_ORIGINS: `${origin},https://other.example` } });
  t.after(() => api.close());
  const { status, headers } = await preflight(api.url, origin);
  assert.deepEqual([status, headers.get('access-control-allow-origin')], [204, origin]);
  assert.match(headers.get('access-control-allow-headers') ?? '', /authorization/);
  const answer = await api.call('/v1/photos', { headers: { origin } });
  assert.equal(answer.headers.get('access-control-allow-origin'), origin);
  assert.match(answer.headers.get('access-control-expose-headers') ?? '', /etag/);
  const refused = await preflight(api.url, 'https://evil.example');
  assert.equal(refused.headers.get('access-control-allow-origin'), null);
});

test('every answer has the headers that keep browsers careful', async (t) => {
  const api = await startApi();
  t.after(() => api.close());
  for (const path of ['/v1/photos', '/v1/nothing', '/l/nothing', '/openapi.json', '/docs/']) {
    const { headers } = await api.call(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    assert.match(headers.get('content-security-policy') ?? '', /default-src '(none|self)'/, path);
  }
});

test('when there is too much to do, clients are sent away for a while', async (t) => {
  const api = await startApi({ env: { MAX_EVENT_LOOP_DELAY_MS: '20' } });
  t.after(() => api.close());
  let answer = await api.call('/v1/photos');
  for (let turn = 0; answer.status === 200 && turn < 20; turn += 1) {
    const end = performance.now() + 500;
    while (performance.now() < end);
    answer = await api.call('/v1/photos');
  }
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('retry-after'), '5');
  assert.equal(answer.json.type, 'urn:proofsheet:problem:overloaded');
});

for (const [what, sent] of [
  ['a head', 'GET /v1/photos HTTP/1.1\r\nhost: a\r\n'],
  [
    'a body',
    `POST /v1/uploads HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${anna.key}\r\n` +
      'content-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  ],
] as const) {
  test(`who never finishes ${what} is cut off`, { timeout: 10_000 }, async (t) => {
    const api = await startApi({ env: { REQUEST_TIMEOUT_SECONDS: '1' } });
    t.after(() => api.close());
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8').on('data', (text) => {
      received += text;
    });
    socket.write(sent);
    await once(socket, 'close');
    assert.match(received, /^HTTP\/1\.1 408/);
  });
}
