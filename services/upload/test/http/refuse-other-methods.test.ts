import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi({ env: { CORS_ORIGINS: '*' } });
after(() => api.close());

const wrong: [method: string, path: string, allowed: string][] = [
  ['PUT', '/v1/uploads', 'POST'],
  ['GET', '/v1/uploads/batch', 'POST'],
  ['PATCH', '/v1/photos/0', 'GET, HEAD, DELETE'],
  ['POST', '/l/token', 'GET, HEAD'],
];
for (const [method, path, allowed] of wrong) {
  test(`the methods that there are: ${method} ${path}`, async () => {
    const { status, json, headers } = await api.call(path, { method });
    assert.equal(status, 405);
    assert.equal(json.type, 'urn:proofsheet:problem:method-not-allowed');
    assert.deepEqual(headers.get('allow')?.split(', ').sort(), allowed.split(', ').sort());
  });
}

test('browsers may still ask whether they may call', async () => {
  const { status } = await api.call('/v1/uploads', {
    method: 'OPTIONS',
    headers: { origin: 'https://photos.example', 'access-control-request-method': 'POST' },
  });
  assert.equal(status, 204);
});
