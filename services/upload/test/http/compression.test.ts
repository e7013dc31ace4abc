import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());
for (let index = 0; index < 5; index += 1) await api.putThumbnail(await api.upload(`${index}.jpg`));

for (const encoding of ['br', 'gzip', 'identity']) {
  test(`a list is sent as ${encoding}`, async () => {
    const plain = await api.call('/v1/photos', { headers: { 'accept-encoding': 'identity' } });
    const { status, headers, json } = await api.call('/v1/photos', {
      headers: { 'accept-encoding': encoding },
    });
    assert.equal(status, 200);
    assert.equal(headers.get('content-encoding'), encoding === 'identity' ? null : encoding);
    assert.deepEqual(json, plain.json);
    assert.equal(headers.get('etag'), plain.headers.get('etag'));
  });
}

test('short answers stay as they are', async () => {
  const { headers } = await api.call('/v1/photos?limit=1&status=failed');
  assert.equal(headers.get('content-encoding'), null);
});
