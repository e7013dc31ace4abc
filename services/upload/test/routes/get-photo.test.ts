import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPhotoId } from '@proofsheet/photos';
import { ben, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

test('a photo is processing until something has become of it', async () => {
  const { photoId } = await api.upload('한글 사진 + 100%.jpg');
  const { status, json, headers } = await api.call(`/v1/photos/${photoId}`);
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'private, no-store');
  const { uploadedAt, ...photo } = json;
  assert.deepEqual(photo, { photoId, status: 'processing', filename: '한글 사진 + 100%.jpg', size: 64 });
  assert.ok(Math.abs(Date.parse(uploadedAt) - Date.now()) < 10_000);
});

test('a photo is ready once the thumbnail of its original is there, and the URL leads to it', async () => {
  const photo = await api.upload('a.jpg');
  await api.putThumbnail(photo);
  const { json } = await api.call(`/v1/photos/${photo.photoId}?wait=20`);
  const { url, expiresAt, ...thumbnail } = json.thumbnail;
  assert.deepEqual(
    { ...json, thumbnail },
    {
      photoId: photo.photoId,
      status: 'ready',
      filename: 'a.jpg',
      size: 64,
      uploadedAt: '2026-03-01T10:00:00.123Z',
      readyAt: '2026-03-01T10:00:00.456Z',
      original: { width: 4000, height: 3000 },
      thumbnail: { width: 200, height: 150, size: 11 },
    },
  );
  const seconds = (Date.parse(expiresAt) - Date.now()) / 1000;
  assert.ok(seconds >= 149 && seconds <= 300, `${seconds}`);
  const image = await fetch(url);
  assert.equal(image.headers.get('content-type'), 'image/jpeg');
  assert.equal(await image.text(), 'a thumbnail');
});

test('a photo that cannot be decoded says why', async () => {
  const { photoId, key } = await api.upload('a.jpg');
  await api.putFailure(key, 'truncated');
  const { json } = await api.call(`/v1/photos/${photoId}?wait=20`);
  assert.deepEqual([json.status, json.reason, json.thumbnail], ['failed', 'truncated', undefined]);
});

test('a thumbnail counts more than a failure', async () => {
  const photo = await api.upload('a.jpg');
  await api.putFailure(photo.key, 'corrupt');
  await api.putThumbnail(photo);
  const { json } = await api.call(`/v1/photos/${photo.photoId}`);
  assert.deepEqual([json.status, json.reason], ['ready', undefined]);
});

test('the thumbnail of another original does not count', async () => {
  const photo = await api.upload('a.jpg');
  await api.putThumbnail({ ...photo, etag: '"other"' });
  assert.equal((await api.call(`/v1/photos/${photo.photoId}`)).json.status, 'processing');
});

test('the answer waits for the thumbnail', async () => {
  const photo = await api.upload('a.jpg');
  const waiting = api.call(`/v1/photos/${photo.photoId}?wait=20`);
  await api.putThumbnail(photo);
  assert.equal((await waiting).json.status, 'ready');
});

test('the answer comes when the seconds are over', async () => {
  const { photoId } = await api.upload('a.jpg');
  const start = performance.now();
  assert.equal((await api.call(`/v1/photos/${photoId}?wait=1`)).json.status, 'processing');
  const ms = performance.now() - start;
  assert.ok(ms >= 1000 && ms < 5000, `${ms}`);
});

for (const path of ['', '?wait=20', '/thumbnail', '/original']) {
  test(`there is no such photo: GET /v1/photos/{id}${path}`, async () => {
    const photo = await api.upload('a.jpg');
    await api.putThumbnail(photo);
    const asked = await api.call('/v1/uploads', {
      body: { filename: 'never sent.jpg', contentType: 'image/jpeg', size: 5 },
    });
    for (const [what, id, by] of [
      ["another's", photo.photoId, ben],
      ['not uploaded', asked.json.photoId],
      ['unknown', createPhotoId()],
      ['no id', 'nonsense'],
      ['a way out', `..%2f${ben.id}`],
    ] as const) {
      const { status, json } = await api.call(`/v1/photos/${id}${path}`, { by });
      assert.equal(status, 404, what);
      assert.equal(json.type, 'urn:proofsheet:problem:photo-not-found', what);
    }
  });
}

for (const query of ['wait=21', 'wait=-1', 'wait=soon', 'wait=1.5', 'wait=', 'wiat=20']) {
  test(`refused: ?${query}`, async () => {
    const { photoId } = await api.upload('a.jpg');
    const { status, json } = await api.call(`/v1/photos/${photoId}?${query}`);
    assert.equal(status, 400);
    assert.equal(json.errors[0].field, `querystring/${query.split('=')[0]}`);
  });
}
