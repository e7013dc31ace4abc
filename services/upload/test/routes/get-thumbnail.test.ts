import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

test('leads to the thumbnail', async () => {
  const photo = await api.upload('한글 사진 + 100%.jpg');
  await api.putThumbnail(photo);
  const { status, headers } = await api.call(`/v1/photos/${photo.photoId}/thumbnail`);
  assert.equal(status, 302);
  assert.equal(headers.get('cache-control'), 'private, no-store');
  assert.equal(await (await fetch(headers.get('location') ?? '')).text(), 'a thumbnail');
});

test('there is none yet, or there never will be', async () => {
  const photo = await api.upload('a.jpg');
  const early = await api.call(`/v1/photos/${photo.photoId}/thumbnail`);
  assert.equal(early.status, 404);
  assert.equal(early.json.type, 'urn:proofsheet:problem:thumbnail-not-ready');
  assert.equal(early.json.detail, 'The photo is processing');
  await api.putFailure(photo, 'empty');
  const failed = await api.call(`/v1/photos/${photo.photoId}/thumbnail`);
  assert.equal(failed.json.detail, 'The photo is failed');
});
