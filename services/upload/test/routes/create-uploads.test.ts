import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi({ env: { MAX_UPLOAD_BYTES: '1000' } });
after(() => api.close());

const wanted = (filename: string, size = 5) => ({ filename, contentType: 'image/png', size });

test('a batch: a URL for each photo, in the order asked for', async () => {
  const names = ['a.png', '나.png', 'c.png'];
  const { status, json, headers } = await api.call('/v1/uploads/batch', {
    body: { uploads: names.map((name) => wanted(name)) },
  });
  assert.deepEqual([status, headers.get('cache-control')], [201, 'no-store']);
  for (const [index, { photoId, upload }] of json.uploads.entries()) {
    const { 'content-length': _, ...others } = upload.headers;
    assert.equal((await fetch(upload.url, { method: 'PUT', headers: others, body: '12345' })).status, 200);
    assert.equal((await api.call(`/v1/photos/${photoId}`)).json.filename, names[index]);
  }
});

test('one that is not accepted, and there is none', async () => {
  const { status, json } = await api.call('/v1/uploads/batch', {
    body: { uploads: [wanted('a.png'), wanted('b.png', 1001)] },
  });
  assert.equal(status, 413);
  assert.equal(json.errors[0].field, 'body/uploads/1/size');
});

for (const count of [0, 101]) {
  test(`refused: a batch of ${count}`, async () => {
    const uploads = Array.from({ length: count }, () => wanted('a.png'));
    assert.equal((await api.call('/v1/uploads/batch', { body: { uploads } })).status, 400);
  });
}

test('a batch of 100', async () => {
  const uploads = Array.from({ length: 100 }, () => wanted('a.png'));
  const { json } = await api.call('/v1/uploads/batch', { body: { uploads } });
  assert.equal(new Set(json.uploads.map(({ photoId }: { photoId: string }) => photoId)).size, 100);
});
