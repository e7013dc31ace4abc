import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPhotoId, ownerOutcomePrefix } from '@proofsheet/photos';
import { anna, ben, startApi } from '../start-api.ts';

const api = await startApi({ env: { MAX_WAITERS: '5', MAX_WAITERS_PER_OWNER: '3' } });
after(() => api.close());

const ask = (photoIds: readonly string[], wait?: number, by = anna) =>
  api.call('/v1/photos/status', { by, body: { photoIds, ...(wait !== undefined && { wait }) } });
const statuses = (json: { photos: { photoId: string; status: string }[] }) =>
  json.photos.map(({ photoId, status }) => [photoId, status]);

test('the photos in the order asked for, as the list shows them, and what there is not', async () => {
  const [a, b, c] = [await api.upload('a.jpg'), await api.upload('b.jpg'), await api.upload('c.jpg')];
  const theirs = await api.upload('theirs.jpg', ben);
  await api.putThumbnail(b);
  await api.putFailure(c, 'corrupt');
  const unknown = createPhotoId();
  const { status, json } = await ask([
    c.photoId,
    'nonsense',
    a.photoId,
    theirs.photoId,
    b.photoId,
    unknown,
    a.photoId,
  ]);
  assert.equal(status, 200);
  const listed = (await api.call('/v1/photos')).json.photos as { photoId: string }[];
  assert.deepEqual(
    json.photos,
    [c, a, b].map(({ photoId }) => listed.find((photo) => photo.photoId === photoId)),
  );
  assert.deepEqual(json.missing, ['nonsense', theirs.photoId, unknown]);
});

test('photos that lie far apart are found with few rows', async () => {
  const photos = [];
  for (let index = 0; index < 60; index += 1) photos.push(await api.upload(`${index}.jpg`));
  const wanted = [photos[59], photos[30], photos[29], photos[0]].map((photo) => photo?.photoId ?? '');
  assert.deepEqual(
    statuses((await ask(wanted)).json),
    wanted.map((photoId) => [photoId, 'processing']),
  );
});

test('answers at once when one of them is known already', async () => {
  const [a, b] = [await api.upload('a.jpg'), await api.upload('b.jpg')];
  await api.putThumbnail(a);
  const before = api.requests.all.length;
  const { json } = await ask([b.photoId, a.photoId], 20);
  assert.deepEqual(statuses(json), [
    [b.photoId, 'processing'],
    [a.photoId, 'ready'],
  ]);
  assert.equal(api.requests.all.length - before, 2, 'two list calls');
});

test('answers at the first change of any', async () => {
  const [a, b] = [await api.upload('a.jpg'), await api.upload('b.jpg')];
  const looked = api.waiting();
  const waiting = ask([a.photoId, b.photoId], 20);
  await looked;
  await api.putFailure(b, 'truncated');
  assert.deepEqual(statuses((await waiting).json), [
    [a.photoId, 'processing'],
    [b.photoId, 'failed'],
  ]);
});

test('a photo that is still being sent can be waited for', async () => {
  const { json } = await api.call('/v1/uploads', {
    body: { filename: 'late.jpg', contentType: 'image/jpeg', size: 5 },
  });
  const looked = api.waiting();
  const waiting = ask([json.photoId], 20);
  await looked;
  const { headers } = await fetch(json.upload.url, { ...json.upload, body: 'photo' });
  const key = `photos/${anna.id}/${json.photoId}/late.jpg`;
  await api.putThumbnail({ key, etag: headers.get('etag') ?? '' });
  assert.deepEqual(statuses((await waiting).json), [[json.photoId, 'ready']]);
});

test('any number of waiting requests and photos costs one list call a second', async () => {
  const photos = [];
  for (let index = 0; index < 20; index += 1) photos.push(await api.upload(`${index}.jpg`, ben));
  const ids = photos.map(({ photoId }) => photoId);
  const looked = api.waiting(3, ben);
  const waiting = [0, 1, 2].map(() => ask(ids, 20, ben));
  await looked;
  const before = api.requests.all.length;
  const start = performance.now();
  await api.nextLook(ben);
  await api.nextLook(ben);
  await api.nextLook(ben);
  const seconds = (performance.now() - start) / 1000;
  const spent = api.requests.all.slice(before);
  assert.ok(
    spent.every(({ call, key }) => call === 'list' && key === ownerOutcomePrefix(ben.id)),
    'only looks',
  );
  assert.ok(spent.length <= seconds + 2, `${spent.length} looks in ${seconds} s`);
  assert.ok(photos[7]);
  await api.putThumbnail(photos[7]);
  for (const answer of waiting) {
    const ready = statuses((await answer).json).filter(([, status]) => status === 'ready');
    assert.deepEqual(ready, [[ids[7], 'ready']]);
  }
});

test('one owner cannot take all places, and places become free again', async () => {
  const { photoId } = await api.upload('a.jpg');
  const theirs = await api.upload('b.jpg', ben);
  const gone = new AbortController();
  const body = { photoIds: [photoId], wait: 20 };
  const looked = api.waiting(3);
  const held = [0, 1, 2].map(() =>
    api.call('/v1/photos/status', { body, signal: gone.signal }).catch(() => undefined),
  );
  await looked;
  const refused = await ask([photoId], 20);
  assert.equal(refused.json.type, 'urn:proofsheet:problem:too-many-waiters');
  assert.equal(refused.headers.get('retry-after'), '2');
  const other = api.waiting(1, ben);
  const waiting = ask([theirs.photoId], 20, ben);
  await other;
  await api.putThumbnail(theirs);
  assert.equal((await waiting).status, 200);
  gone.abort();
  await Promise.all(held);
  assert.equal((await ask([photoId], 1)).status, 200);
});

for (const body of [
  {},
  { photoIds: [] },
  { photoIds: Array.from({ length: 201 }, () => 'a') },
  { photoIds: [1] },
  { photoIds: ['a'], wait: 21 },
  { photoIds: ['a'], more: 1 },
]) {
  test(`refused: ${JSON.stringify(body).slice(0, 40)}`, async () => {
    assert.equal((await api.call('/v1/photos/status', { body })).status, 400);
  });
}
