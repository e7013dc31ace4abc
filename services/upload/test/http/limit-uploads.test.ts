import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { anna, ben, startApi } from '../start-api.ts';

const api = await startApi({ env: { MAX_UPLOADS_PER_MINUTE: '10' } });
after(() => api.close());

const wanted = { filename: 'a.jpg', contentType: 'image/jpeg', size: 5 };
const batch = (count: number) => ({ uploads: Array.from({ length: count }, () => wanted) });

test('uploads per owner and minute are limited, in batches or one by one', async () => {
  assert.equal((await api.call('/v1/uploads/batch', { body: batch(9) })).status, 201);
  assert.equal((await api.call('/v1/uploads', { body: wanted })).status, 201);
  for (const [path, body] of [
    ['/v1/uploads', wanted],
    ['/v1/uploads/batch', batch(1)],
  ] as const) {
    const { status, json, headers } = await api.call(path, { body });
    assert.equal(status, 429);
    assert.equal(json.type, 'urn:proofsheet:problem:too-many-uploads');
    const seconds = Number(headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 60, `${seconds}`);
  }
  assert.equal((await api.call('/v1/photos')).status, 200, 'looking is free');
  assert.equal((await api.call('/v1/uploads', { body: wanted, by: ben })).status, 201, 'another owner');
});

test('10,000 requests beyond the limit are 10,000 refusals, and others notice nothing', async () => {
  const request = { method: 'POST' as const, url: '/v1/uploads', payload: wanted };
  const flood = async (count: number) => {
    const headers = { authorization: `Bearer ${anna.key}` };
    for (let sent = 0; sent < count; sent += 1) {
      assert.equal((await api.app.inject({ ...request, headers })).statusCode, 429);
    }
  };
  await Promise.all(Array.from({ length: 10 }, () => flood(1000)));
  const headers = { authorization: `Bearer ${ben.key}` };
  assert.equal((await api.app.inject({ ...request, headers })).statusCode, 201);
});

test('a batch that is refused uses up nothing', async (t) => {
  const other = await startApi({ env: { MAX_UPLOADS_PER_MINUTE: '10' } });
  t.after(() => other.close());
  assert.equal((await other.call('/v1/uploads/batch', { body: batch(6) })).status, 201);
  assert.equal((await other.call('/v1/uploads/batch', { body: batch(6) })).status, 429);
  assert.equal((await other.call('/v1/uploads/batch', { body: batch(4) })).status, 201);
});
