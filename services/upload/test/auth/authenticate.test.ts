import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { anna, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

const routes = [
  ['POST', '/v1/uploads'],
  ['POST', '/v1/uploads/batch'],
  ['POST', '/v1/uploads/multipart'],
  ['POST', '/v1/uploads/0/parts'],
  ['GET', '/v1/uploads/0/parts'],
  ['POST', '/v1/uploads/0/complete'],
  ['DELETE', '/v1/uploads/0'],
  ['GET', '/v1/photos'],
  ['GET', '/v1/events'],
  ['GET', '/v1/timeline'],
  ['GET', '/v1/photos/0'],
  ['GET', '/v1/photos/0/thumbnail'],
  ['GET', '/v1/photos/0/original'],
  ['DELETE', '/v1/photos/0'],
  ['POST', '/v1/shares'],
  ['GET', '/v1/shares'],
  ['DELETE', '/v1/shares/0'],
  ['POST', '/v1/uploads/0/parts/batch'],
  ['POST', '/v1/photos/delete'],
  ['POST', '/v1/photos/status'],
  ['POST', '/v1/photos/urls'],
  ['POST', '/v1/photos/0/retry'],
] as const;

const wrong: [what: string, authorization: string | undefined, challenge: string][] = [
  ['nothing', undefined, 'Bearer realm="proofsheet"'],
  ['another scheme', `Basic ${anna.key}`, 'Bearer realm="proofsheet"'],
  ['a key alone', anna.key, 'Bearer realm="proofsheet"'],
  ['no key', 'Bearer ', 'Bearer realm="proofsheet"'],
  ['an unknown key', 'Bearer nonsense', 'Bearer realm="proofsheet", error="invalid_token"'],
  ['a part of a key', `Bearer ${anna.key.slice(1)}`, 'Bearer realm="proofsheet", error="invalid_token"'],
];

for (const [method, path] of routes) {
  test(`nobody gets past without a key: ${method} ${path}`, async () => {
    for (const [what, authorization, challenge] of wrong) {
      const response = await fetch(api.url + path, {
        method,
        headers: authorization === undefined ? {} : { authorization },
      });
      assert.equal(response.status, 401, what);
      assert.equal(response.headers.get('www-authenticate'), challenge, what);
      const problem = (await response.json()) as { type: string };
      assert.equal(problem.type, 'urn:proofsheet:problem:unauthorized', what);
    }
  });
}

test('the name of the scheme may be in any case', async () => {
  const headers = { authorization: `bearer ${anna.key}` };
  assert.equal((await api.call('/v1/photos', { headers })).status, 200);
});
