import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  createPhotoId,
  maxNotifiedBytes,
  notifiedKey,
  notifiedName,
  writeNotified,
} from '@proofsheet/photos';
import { ben, readyOutcome, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

test('a photo is processing until something has become of it', async () => {
  const { photoId } = await api.upload('한글 사진 + 100%.jpg');
  const { status, json, headers } = await api.call(`/v1/photos/${photoId}`);
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'private, no-store');
  const { uploadedAt, original, ...photo } = json;
  assert.equal((await fetch(original.url)).status, 200);
  assert.deepEqual(photo, { photoId, status: 'processing', filename: '한글 사진 + 100%.jpg', size: 64 });
  assert.ok(Math.abs(Date.parse(uploadedAt) - Date.now()) < 10_000);
});

test('a photo is ready once the thumbnail of its original is there, and the URL leads to it', async () => {
  const photo = await api.upload('a.jpg');
  await api.putThumbnail(photo);
  const { json } = await api.call(`/v1/photos/${photo.photoId}?wait=20`);
  const { thumbnail, original, variantUrls, uploadedAt, readyAt, ...rest } = json;
  const { status, thumbnailBytes, ...told } = readyOutcome;
  assert.deepEqual(rest, { photoId: photo.photoId, status, filename: 'a.jpg', size: 64, ...told });
  assert.ok(Math.abs(Date.parse(uploadedAt) - Date.now()) < 10_000);
  assert.ok(Math.abs(Date.parse(readyAt) - Date.now()) < 10_000);
  const { url, expiresAt, ...described } = thumbnail;
  assert.deepEqual(described, { width: 200, height: 150, size: thumbnailBytes });
  assert.deepEqual([original.width, original.height], [4000, 3000]);
  assert.equal((await fetch(original.url)).headers.get('content-disposition'), 'inline; filename=a.jpg');
  const saved = await fetch(original.downloadUrl);
  assert.equal(saved.headers.get('content-disposition'), 'attachment; filename=a.jpg');
  assert.deepEqual(Buffer.from(await saved.arrayBuffer()), photo.bytes);
  assert.deepEqual(Object.keys(variantUrls), ['screen']);
  assert.match(new URL(variantUrls.screen.url).pathname, /\/derived\/variants\/screen\/photos\//);
  const seconds = (Date.parse(expiresAt) - Date.now()) / 1000;
  assert.ok(seconds >= 149 && seconds <= 300, `${seconds}`);
  const image = await fetch(url);
  assert.equal(image.headers.get('content-type'), 'image/jpeg');
  assert.equal(await image.text(), 'a thumbnail');
});

test('a photo that cannot be decoded says why', async () => {
  const photo = await api.upload('a.jpg');
  await api.putFailure(photo, 'truncated');
  const { json } = await api.call(`/v1/photos/${photo.photoId}?wait=20`);
  assert.match(json.failedAt, /^20/);
  assert.deepEqual([json.status, json.reason, json.thumbnail], ['failed', 'truncated', undefined]);
});

test('a photo says when people were notified of what became of it', async () => {
  const photo = await api.upload('a.jpg');
  await api.putFailure(photo, 'corrupt');
  const at = new Date('2026-03-01T10:00:00.123Z');
  const putNotified = async (body: string) => {
    const options = { contentType: 'application/json' };
    await api.stores.derived.put(notifiedKey(photo.key), body, options, AbortSignal.timeout(5000));
  };
  const read = async () => (await api.call(`/v1/photos/${photo.photoId}`)).json.notifiedAt;
  assert.equal(await read(), undefined);
  await putNotified(writeNotified(new Map([[notifiedName(photo.key, 'ready'), at]]), 'a'));
  assert.equal(await read(), undefined, 'not of this status');
  await api.putThumbnail(photo);
  assert.equal(await read(), at.toISOString());
  await putNotified('x'.repeat(maxNotifiedBytes));
  assert.equal(await read(), undefined, 'too large to be read');
});

test('a thumbnail counts more than a failure', async () => {
  const photo = await api.upload('a.jpg');
  await api.putFailure(photo, 'corrupt');
  await api.putThumbnail(photo);
  const { json } = await api.call(`/v1/photos/${photo.photoId}`);
  assert.deepEqual([json.status, json.reason], ['ready', undefined]);
});

for (const { name, write } of [
  { name: 'thumbnail', write: api.putThumbnail },
  { name: 'failure', write: (photo: { key: string; etag: string }) => api.putFailure(photo, 'corrupt') },
]) {
  test(`the ${name} of another original does not count`, async () => {
    const photo = await api.upload('a.jpg');
    await write({ ...photo, etag: '"other"' });
    assert.equal((await api.call(`/v1/photos/${photo.photoId}`)).json.status, 'processing');
  });
}

test('records of earlier versions beside the current one change nothing', async () => {
  const photo = await api.upload('a.jpg');
  await api.putFailure({ ...photo, etag: '"other"' }, 'corrupt');
  await api.putThumbnail(photo);
  await api.putThumbnail({ ...photo, etag: '"another"' }, { width: 1, height: 1 });
  const { json } = await api.call(`/v1/photos/${photo.photoId}`);
  assert.deepEqual([json.status, json.width], ['ready', 4000]);
});

for (const { status, write } of [
  { status: 'ready', write: api.putThumbnail },
  { status: 'failed', write: (photo: { key: string; etag: string }) => api.putFailure(photo, 'corrupt') },
]) {
  test(`the answer waits until the photo is ${status}`, async () => {
    const photo = await api.upload('a.jpg');
    const looked = api.waiting();
    const waiting = api.call(`/v1/photos/${photo.photoId}?wait=20`);
    await looked;
    await write(photo);
    assert.equal((await waiting).json.status, status);
  });
}

test('a photo that was deleted while the answer waited is not there', async () => {
  const photo = await api.upload('a.jpg');
  const looked = api.waiting();
  const waiting = api.call(`/v1/photos/${photo.photoId}?wait=2`);
  await looked;
  await api.call(`/v1/photos/${photo.photoId}`, { method: 'DELETE' });
  assert.equal((await waiting).status, 404);
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
