import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPhotoId } from '@proofsheet/photos';
import { anna, ben, startApi } from '../start-api.ts';

let time = new Date('2026-03-01T10:00:00Z');
const api = await startApi({ now: () => new Date(Math.max(time.getTime(), Date.now())) });
after(() => api.close());

/** Uploads photos one behind the other, each with an id a millisecond later. */
async function uploadAll(names: string[], by = anna) {
  const photos: Awaited<ReturnType<typeof api.upload>>[] = [];
  for (const name of names) {
    time = new Date(Math.max(time.getTime(), Date.now()) + 1);
    photos.push(await api.upload(name, by));
  }
  return photos;
}

test('an album: newest first, each photo with what has become of it, in pages', async () => {
  const names = ['1 processing.jpg', '2 준비.jpg', '3 failed.jpg', '4 ready.jpg', '5 processing.jpg'];
  const [, second, third, fourth] = await uploadAll(names);
  assert.ok(second && third && fourth);
  await api.putThumbnail(second);
  await api.putFailure(third, 'unsupported-format');
  await api.putThumbnail(fourth);

  const first = await api.call('/v1/photos?limit=2');
  assert.equal(first.headers.get('cache-control'), 'private, no-store');
  const middle = await api.call(`/v1/photos?limit=2&cursor=${first.json.nextCursor}`);
  const last = await api.call(`/v1/photos?limit=2&cursor=${middle.json.nextCursor}`);
  assert.equal(last.json.nextCursor, undefined);
  const photos = [first, middle, last].flatMap(({ json }) => json.photos);
  assert.deepEqual(
    photos.map(({ filename, status, reason }) => [filename, status, reason]),
    [
      ['5 processing.jpg', 'processing', undefined],
      ['4 ready.jpg', 'ready', undefined],
      ['3 failed.jpg', 'failed', 'unsupported-format'],
      ['2 준비.jpg', 'ready', undefined],
      ['1 processing.jpg', 'processing', undefined],
    ],
  );
  assert.equal(await (await fetch(photos[3].thumbnail.url)).text(), 'a thumbnail');
  assert.deepEqual((await api.call('/v1/photos')).json.photos, photos);

  for (const status of ['processing', 'ready', 'failed']) {
    const { json } = await api.call(`/v1/photos?status=${status}`);
    const expected = photos.filter((photo) => photo.status === status);
    assert.deepEqual(json.photos, expected, status);
  }
  const none = await api.call('/v1/photos?limit=1&status=ready');
  assert.deepEqual(none.json, { photos: [], nextCursor: none.json.nextCursor }, 'the newest is not ready');
  assert.ok(none.json.nextCursor);
});

test('an album without photos is an empty one', async () => {
  const { status, json } = await api.call('/v1/photos', { by: { key: ben.key } });
  assert.deepEqual([status, json], [200, { photos: [] }]);
});

test('thumbnails of many deleted originals hide nothing', async () => {
  const [oldest] = await uploadAll(['oldest.jpg']);
  assert.ok(oldest);
  await api.putThumbnail(oldest);
  for (const photo of await uploadAll(Array.from({ length: 45 }, (_, index) => `${index}.jpg`))) {
    await api.putThumbnail(photo);
    await api.call(`/v1/photos/${photo.photoId}`, { method: 'DELETE' });
  }
  const { json } = await api.call('/v1/photos?limit=1');
  assert.deepEqual(
    json.photos.map((photo: { filename: string; status: string }) => [photo.filename, photo.status]),
    [['oldest.jpg', 'ready']],
  );
});

test('a page that is still the same is not sent again', async () => {
  await uploadAll(['a.jpg']);
  const { headers } = await api.call('/v1/photos');
  const etag = headers.get('etag') ?? '';
  assert.match(etag, /^"[\w-]{22}"$/);
  const same = await api.call('/v1/photos', { headers: { 'if-none-match': etag } });
  assert.deepEqual([same.status, same.text, same.headers.get('etag')], [304, '', etag]);
  await uploadAll(['b.jpg']);
  assert.equal((await api.call('/v1/photos', { headers: { 'if-none-match': etag } })).status, 200);
});

test('a cursor is good in its own album only', async () => {
  await uploadAll(['a.jpg', 'b.jpg'], ben);
  const { json } = await api.call('/v1/photos?limit=1', { by: ben });
  for (const cursor of [json.nextCursor, 'nonsense', '', `${json.nextCursor}=`]) {
    const { status, json: problem } = await api.call(`/v1/photos?cursor=${cursor}`);
    assert.equal(status, 400, cursor);
    assert.equal(problem.errors[0].field, 'querystring/cursor');
  }
});

for (const query of [
  'limit=0',
  'limit=201',
  'limit=many',
  'page=2',
  'status=gone',
  'before=soon',
  'before=2026-13',
  'before=2026-07&cursor=a',
]) {
  test(`refused: ?${query}`, async () => assert.equal((await api.call(`/v1/photos?${query}`)).status, 400));
}

test('a page can begin before any month, day or time', async () => {
  const ids = [
    '2026-05-31T23:59:59.999Z',
    '2026-06-01T00:00:00Z',
    '2026-06-30T23:59:59Z',
    '2026-07-01T00:00:00Z',
  ];
  const owner = anna.id;
  for (const at of ids) {
    const key = `photos/${owner}/${createPhotoId(Date.parse(at))}/${at}.jpg`;
    await api.stores.originals.put(key, 'x', { contentType: 'image/jpeg' }, AbortSignal.timeout(5000));
  }
  const names = async (before: string) => {
    const { json } = await api.call(`/v1/photos?limit=2&before=${encodeURIComponent(before)}`);
    return json.photos.map(({ filename }: { filename: string }) => filename.replace('.jpg', ''));
  };
  assert.deepEqual(await names('2026-07'), [ids[2], ids[1]]);
  assert.deepEqual(await names('2026-06'), [ids[0]]);
  assert.deepEqual(await names('2026-06-01T00:00:00.001Z'), [ids[1], ids[0]]);
  assert.deepEqual(await names('2026-07-01T09:00:00+09:00'), [ids[2], ids[1]]);
  assert.deepEqual(await names('2026-07-02'), [ids[3], ids[2]]);
  assert.deepEqual(await names('1970-01-01'), []);
});
