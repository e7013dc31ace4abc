import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createPhotoId, variantKey } from '@proofsheet/photos';
import { writeShare } from '../../src/shares/share.ts';
import { anna, ben, startApi } from '../start-api.ts';

const signal = AbortSignal.timeout(60_000);
let ahead = 0;
const api = await startApi({
  now: () => new Date(Date.now() + ahead),
  env: { PUBLIC_URL: 'https://photos.example' },
});
after(() => api.close());

const share = (body: object, by = anna) => api.call('/v1/shares', { by, body });

/** Sends a request without credentials, as a visitor with a link. */
async function visit(path: string, method = 'GET') {
  const response = await fetch(api.url + path, { method });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}
const tokenOf = ({ url }: { url: string }) => url.slice('https://photos.example/s/'.length);

async function uploadReady(name: string, by = anna) {
  const photo = await api.upload(name, by);
  await api.putThumbnail(photo);
  const key = variantKey('screen', photo.key);
  await api.stores.derived.put(key, 'a screen', { contentType: 'image/jpeg' }, signal);
  return photo;
}

test('a link opens its photos and nothing else, and names no owner', async () => {
  const [shown, hidden] = [await uploadReady('한글 사진.jpg'), await uploadReady('hidden.jpg')];
  const processing = await api.upload('processing.jpg');
  const photoIds = [shown.photoId, processing.photoId];
  const { status, json } = await share({ photoIds, title: 'Summer' });
  assert.equal(status, 201);
  assert.deepEqual([json.title, json.album, json.photos], ['Summer', false, 2]);
  const token = tokenOf(json);

  const about = await visit(`/v1/shared/${token}`);
  assert.deepEqual(JSON.parse(about.text), { title: 'Summer', album: false, expiresAt: json.expiresAt });
  const listed = await visit(`/v1/shared/${token}/photos`);
  const { photos } = JSON.parse(listed.text);
  assert.equal(photos.length, 1);
  const { thumbnail, screen, ...photo } = photos[0];
  assert.deepEqual(photo, {
    photoId: shown.photoId,
    filename: '한글 사진.jpg',
    width: 4000,
    height: 3000,
    thumbhash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
    takenAt: '2026-02-28T09:15:00+01:00',
  });
  for (const [{ url }, text] of [
    [thumbnail, 'a thumbnail'],
    [screen, 'a screen'],
  ]) {
    const file = await visit(url);
    assert.deepEqual([file.status, file.headers.get('content-type'), file.text], [200, 'image/jpeg', text]);
  }
  for (const { text, headers } of [about, listed, await visit(thumbnail.url)]) {
    const all = text + JSON.stringify([...headers]);
    assert.ok(!all.includes(anna.id) && !all.includes(hidden.photoId) && !all.includes('X-Amz'), all);
  }
  for (const path of [
    `photos/${hidden.photoId}/thumbnail`,
    `photos/${createPhotoId()}/screen`,
    'photos/../x/thumbnail',
  ]) {
    assert.equal((await visit(`/v1/shared/${token}/${path}`)).status, 404, path);
  }
  assert.equal((await visit(`/v1/shared/${token}/photos/${shown.photoId}/original`)).status, 400);
  for (const method of ['POST', 'DELETE', 'PUT']) {
    assert.equal((await visit(`/v1/shared/${token}/photos`, method)).status, 405, method);
  }
  const bearer = { authorization: `Bearer ${token}` };
  assert.equal(
    (await fetch(`${api.url}/v1/photos`, { headers: bearer })).status,
    401,
    'and is no credential',
  );
});

test("another owner's photo can't be put into one", async () => {
  const [own, theirs] = [await uploadReady('own.jpg'), await uploadReady('theirs.jpg', ben)];
  const { status, json } = await share({ photoIds: [own.photoId, theirs.photoId] });
  assert.deepEqual([status, json.type], [404, 'urn:proofsheet:problem:photo-not-found']);
});

test('a share of the album shows later photos too, in pages', async () => {
  const names = ['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg'];
  const { json } = await share({ album: true }, ben);
  const before = (await api.call('/v1/photos', { by: ben })).json.photos.length;
  for (const name of names) await uploadReady(name, ben);
  const shown: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = JSON.parse((await visit(`/v1/shared/${tokenOf(json)}/photos?limit=2${query}`)).text);
    shown.push(...page.photos.map(({ filename }: { filename: string }) => filename));
    assert.ok(!String(page.nextCursor).includes(ben.id));
    cursor = page.nextCursor;
  }
  assert.deepEqual(shown.slice(0, names.length), names.toReversed());
  assert.equal(shown.length, before + names.length);
});

test('chosen photos come in pages, in their order', async () => {
  const photoIds = [];
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) photoIds.push((await uploadReady(name)).photoId);
  const { json } = await share({ photoIds });
  const path = `/v1/shared/${tokenOf(json)}/photos?limit=2`;
  const first = JSON.parse((await visit(path)).text);
  const second = JSON.parse((await visit(`${path}&cursor=${first.nextCursor}`)).text);
  const shown = [...first.photos, ...second.photos].map(({ photoId }: { photoId: string }) => photoId);
  assert.deepEqual([shown, second.nextCursor], [photoIds, undefined]);
  assert.equal((await visit(`${path}&cursor=nonsense`)).status, 400);
});

test('a deleted photo leaves a share', async () => {
  const photo = await uploadReady('gone.jpg');
  const { json } = await share({ photoIds: [photo.photoId] });
  await api.call(`/v1/photos/${photo.photoId}`, { method: 'DELETE' });
  const path = `/v1/shared/${tokenOf(json)}/photos`;
  assert.deepEqual(JSON.parse((await visit(path)).text), { photos: [] });
  assert.equal((await visit(`${path}/${photo.photoId}/thumbnail`)).status, 404);
});

test('its owner alone lists and closes it, and then it is closed within seconds', async () => {
  const { photoId } = await uploadReady('a.jpg');
  const { json } = await share({ photoIds: [photoId] });
  const path = `/v1/shared/${tokenOf(json)}`;
  assert.equal((await visit(path)).status, 200);
  const listed = (await api.call('/v1/shares')).json.shares;
  const { url, ...same } = listed[0];
  assert.deepEqual({ ...same, url: json.url }, json);
  assert.equal((await visit(`/v1/shared/${tokenOf({ url })}`)).status, 200, 'the listed link is good');
  assert.ok(!(await api.call('/v1/shares', { by: ben })).text.includes(json.shareId));
  assert.equal((await api.call(`/v1/shares/${json.shareId}`, { method: 'DELETE', by: ben })).status, 204);
  assert.equal((await visit(path)).status, 200, 'another owner closes nothing');
  assert.equal((await api.call(`/v1/shares/${json.shareId}`, { method: 'DELETE' })).status, 204);
  const start = performance.now();
  while ((await visit(path)).status === 200) {
    assert.ok(performance.now() - start < 5000);
    await setTimeout(100);
  }
  const closed = await visit(path);
  assert.deepEqual(
    [closed.status, JSON.parse(closed.text).type],
    [404, 'urn:proofsheet:problem:share-not-found'],
  );
});

test('it is over when its time is', async () => {
  const { photoId } = await uploadReady('a.jpg');
  const { json } = await share({ photoIds: [photoId], expiresIn: 60 });
  const path = `/v1/shared/${tokenOf(json)}`;
  assert.equal((await visit(path)).status, 200);
  ahead = 61_000;
  const over = await visit(`${path}/photos`);
  assert.deepEqual([over.status, JSON.parse(over.text).type], [410, 'urn:proofsheet:problem:share-over']);
  assert.ok(!(await api.call('/v1/shares')).text.includes(json.shareId));
  ahead = 0;
});

test('a link cannot be guessed, changed, or made of another token', async () => {
  const { photoId } = await uploadReady('a.jpg');
  const { json } = await share({ photoIds: [photoId] });
  const token = tokenOf(json);
  const parts = token.split('.');
  const wrong = [
    `${token.slice(0, -2)}AA`,
    token.slice(0, -1),
    [...parts.slice(0, 3), 'A'.repeat(parts[3]?.length ?? 0), parts[4]].join('.'),
    json.shareId,
    'a.b.c.d.e',
  ];
  for (const each of wrong) assert.equal((await visit(`/v1/shared/${each}`)).status, 404, each);
});

test('the shares of an owner are limited; expired and revoked ones do not count', async () => {
  const { shares } = (await api.call('/v1/shares', { by: ben })).json;
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + 60_000);
  const record = (shareId: string) =>
    writeShare({ shareId, owner: ben.id, title: undefined, photoIds: undefined, createdAt, expiresAt });
  for (let count = shares.length; count < 99; count += 1) {
    const shareId = createPhotoId();
    const key = `shares/${ben.id}/${shareId}`;
    await api.stores.derived.put(key, record(shareId), { contentType: 'application/json' }, signal);
  }
  assert.equal((await share({ album: true, expiresIn: 60 }, ben)).status, 201);
  assert.equal((await share({ album: true }, ben)).json.type, 'urn:proofsheet:problem:too-many-shares');
  ahead = 61_000;
  assert.equal((await share({ album: true }, ben)).status, 201);
  ahead = 0;
});

for (const body of [
  {},
  { album: false },
  { album: true, photoIds: ['a'] },
  { album: true, expiresIn: 59 },
  { photoIds: [] },
]) {
  test(`refused: ${JSON.stringify(body)}`, async () => assert.equal((await share(body)).status, 400));
}
