import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

for (const [what, path, status, type] of [
  ['a percent sign without digits', '/v1/photos/%zz', 400, 'invalid-request'],
  ['bytes that are no UTF-8', '/v1/photos/%ff%fe', 400, 'invalid-request'],
  ['half a character', '/l/%e0%a4', 400, 'invalid-request'],
  ['a token that is too long', `/l/${'x'.repeat(5000)}`, 431, 'headers-too-large'],
  ['a photo id that is too long', `/v1/photos/${'0'.repeat(5000)}/original`, 431, 'headers-too-large'],
] as const) {
  test(`${what} is answered and logged like any other request`, async () => {
    const { status: actual, json, headers } = await api.call(path);
    assert.equal(actual, status);
    assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.equal(json.type, `urn:proofsheet:problem:${type}`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(json.requestId, headers.get('x-request-id'));
    assert.ok(api.log.some((line) => line.includes(json.requestId) && line.includes(`"status":${status}`)));
  });
}

test('addresses with encoded characters, and queries with stray percent signs, are not touched', async () => {
  assert.equal((await api.call('/v1/photos/%ED%95%9C')).status, 404);
  assert.equal((await api.call('/v1/photos?limit=%zz')).status, 400);
  assert.equal((await api.call('/v1/photos?limit=1')).status, 200);
});
