import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ben, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

test('a deleted photo is gone at once; what was made from it is for the worker', async () => {
  const photo = await api.upload('a.jpg');
  await api.putThumbnail(photo);
  const path = `/v1/photos/${photo.photoId}`;
  const { status, text } = await api.call(path, { method: 'DELETE' });
  assert.deepEqual([status, text], [202, '']);
  assert.equal((await api.call(path)).status, 404);
  assert.equal((await api.call(path, { method: 'DELETE' })).status, 404);
  assert.ok(await api.stores.thumbnails.head(photo.key, AbortSignal.timeout(5000)));
});

test("another's photo is not there, and stays", async () => {
  const { photoId } = await api.upload('a.jpg');
  assert.equal((await api.call(`/v1/photos/${photoId}`, { method: 'DELETE', by: ben })).status, 404);
  assert.equal((await api.call(`/v1/photos/${photoId}`)).status, 200);
});
