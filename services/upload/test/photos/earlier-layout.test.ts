import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

let hours = 0;
const api = await startApi({ now: () => new Date(Date.now() + hours * 3_600_000) });
after(() => api.close());

test('an album of the earlier layout is read as it was, among photos with outcome records', async () => {
  const names = ['ready.jpg', 'failed.jpg', 'processing.jpg', 'replaced.jpg', 'new.jpg'];
  const photos = new Map<string, Awaited<ReturnType<typeof api.upload>>>();
  for (const name of names) photos.set(name, await api.upload(name));
  const photo = (name: string) => photos.get(name) ?? assert.fail(name);
  // A photo without a record is then no new one.
  hours = 1;
  await api.putEarlierThumbnail(photo('ready.jpg'));
  await api.putEarlierFailure(photo('failed.jpg'), 'corrupt');
  await api.putThumbnail(photo('new.jpg'));
  // Its thumbnail is of an earlier version, which has a record.
  await api.putThumbnail({ ...photo('replaced.jpg'), etag: '"other"' });
  const expected = {
    'new.jpg': 'ready',
    'replaced.jpg': 'processing',
    'processing.jpg': 'processing',
    'failed.jpg': 'failed',
    'ready.jpg': 'ready',
  };

  const before = api.requests.all.length;
  const listed = (await api.call('/v1/photos')).json.photos as Record<string, string>[];
  assert.equal(api.requests.all.length - before, 4, 'two list calls more');
  const named = (photos: Record<string, string>[]) =>
    photos.map(({ filename, status }) => [filename, status]);
  assert.deepEqual(named(listed), Object.entries(expected));
  assert.equal(listed[3]?.reason, 'corrupt');
  const ids = listed.map(({ photoId }) => photoId);
  const asked = (await api.call('/v1/photos/status', { body: { photoIds: ids } })).json.photos;
  assert.deepEqual(asked, listed);
  for (const { photoId, status, reason } of listed) {
    const { json } = await api.call(`/v1/photos/${photoId}`);
    assert.deepEqual([json.status, json.reason], [status, reason]);
  }
  const { json } = await api.call(`/v1/photos/${photo('ready.jpg').photoId}`);
  assert.deepEqual([json.original.width, json.original.height], [4000, 3000]);
});

test('pages of photos with outcome records cost two list calls', async () => {
  hours = 0;
  await api.putThumbnail(await api.upload('a.jpg'));
  await api.call('/v1/photos?limit=1');
  const before = api.requests.all.length;
  const { json } = await api.call('/v1/photos?limit=1');
  assert.equal(json.photos[0].status, 'ready');
  assert.equal(api.requests.all.length - before, 2);
});
