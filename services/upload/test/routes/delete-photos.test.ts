import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { anna, ben, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

const remove = (photoIds: readonly string[], by = anna) =>
  api.call('/v1/photos/delete', { by, body: { photoIds } });

test('each photo has a result of its own', async () => {
  const photos = [await api.upload('a.jpg'), await api.upload('b.jpg'), await api.upload('c.jpg')];
  const [a, b, c] = photos.map(({ photoId }) => photoId);
  const theirs = await api.upload('theirs.jpg', ben);
  assert.ok(a && b && c);
  const { status, json } = await remove([b, 'nonsense', theirs.photoId, a]);
  assert.equal(status, 200);
  assert.deepEqual(json.results, [
    { photoId: b, result: 'deleted' },
    { photoId: 'nonsense', result: 'not-found' },
    { photoId: theirs.photoId, result: 'not-found' },
    { photoId: a, result: 'deleted' },
  ]);
  const left = (await api.call('/v1/photos')).json.photos;
  assert.deepEqual(
    left.map(({ photoId }: { photoId: string }) => photoId),
    [c],
  );
  assert.equal((await api.call(`/v1/photos/${theirs.photoId}`, { by: ben })).status, 200);
  assert.deepEqual((await remove([a])).json.results, [{ photoId: a, result: 'not-found' }]);
});

test('at most 100 at a time', async () => {
  assert.equal((await remove(Array.from({ length: 101 }, (_, index) => `${index}`))).status, 400);
  assert.equal((await remove([])).status, 400);
});
