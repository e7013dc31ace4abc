import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { type Photo, samplePhotos, sendPhoto } from '@proofsheet/demo';
import { type PublishedMessage, subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import type { LocalSystem } from '@proofsheet/system';
import { createCall, read } from './call-api.ts';

export interface Chain {
  readonly local: LocalSystem;
  /** A client with all permissions. */
  readonly sqs: SQSClient;
  /** Folder for files. */
  readonly folder: string;
  /** Called after each successful step. */
  readonly note: (step: string) => void;
}

/** Makes each kind of API call at least once, so that each permission is needed. */
export async function runChain({ local, sqs, folder, note }: Chain): Promise<void> {
  const call = createCall(local);
  const readAll = await subscribeQueue(sqs, local);
  const [sample = '', ...others] = await samplePhotos();

  const subscription = { email: 'friend@example.org' };
  assert.equal((await call('POST', '/v1/subscriptions', subscription)).status, 201);
  const { subscriptions } = await read('subscriptions', call('GET', '/v1/subscriptions'));
  assert.equal(subscriptions.length, 1);
  const removed = await call('DELETE', `/v1/subscriptions/${subscriptions[0]?.subscriptionId}`);
  assert.equal(removed.status, 204);
  note('an address subscribed to the photos of one owner, and removed again');

  const photos = [await sendPhoto(local, sample)];
  const { owner } = await announcementOf(readAll, photos[0]);
  const readOwn = await subscribeQueue(sqs, local, owner ?? '');
  for (const file of others) photos.push(await sendPhoto(local, file));
  for (const photo of photos) assert.equal(photo.status, 'ready', `${photo.filename}: ${photo.reason}`);
  for (const photo of photos) {
    const link = (await announcementOf(readAll, photo)).photos.find(({ key }) =>
      key.includes(photo.photoId),
    )?.link;
    await isJpeg(await fetch(link ?? ''));
  }
  await announcementOf(readOwn, photos.at(-1));
  note(`${photos.length} photos: thumbnail, message and link; the owner's topic too`);

  const [first] = photos;
  for (const kind of ['thumbnail', 'original', 'variants/small']) {
    const answer = await call('GET', `/v1/photos/${first?.photoId}/${kind}`);
    assert.equal(answer.status, 200, `${kind}: ${await answer.clone().text()}`);
  }
  note('thumbnail, original and a further size read');

  await sendByForm(call, sample);
  await sendInParts(call, sample);
  note('a photo sent by form, one in parts, an upload in parts given up');

  const broken = path.join(folder, 'broken.jpg');
  await writeFile(broken, 'not a photo');
  const failed = await sendPhoto(local, broken);
  assert.equal(failed.status, 'failed');
  assert.equal((await announcementOf(readAll, failed)).status, 'failed');
  const album = await read('album', call('GET', '/v1/photos?limit=100'));
  assert.equal(album.photos.length, photos.length + 3);
  note('a photo that cannot be decoded: failure record and message; the album listed');

  assert.equal((await call('DELETE', `/v1/photos/${first?.photoId}`)).status, 202);
  assert.equal((await call('DELETE', `/v1/photos/${failed.photoId}`)).status, 202);
  await until('the removal of their thumbnails and records', () => areGone(local, [first, failed]));
  const link = (await announcementOf(readAll, first)).photos.find(({ key }) =>
    key.includes(first?.photoId ?? ''),
  )?.link;
  assert.equal((await fetch(link ?? '')).status, 410);
  note('two photos deleted, and with them thumbnail, further size, failure record and link');
}

/** Whether only the notification records of these photos are left. */
async function areGone(local: LocalSystem, photos: readonly (Photo | undefined)[]): Promise<boolean> {
  const { endpoint, region, accessKeyId, secretAccessKey, thumbnailsBucket, derivedBucket } = local;
  const credentials = { accessKeyId, secretAccessKey };
  const s3 = createS3Client({ endpoint, region, credentials, forcePathStyle: true });
  const { signal } = new AbortController();
  try {
    const lists = await Promise.all([
      createS3ObjectStore(s3, thumbnailsBucket).list({ prefix: '' }, signal),
      createS3ObjectStore(s3, derivedBucket).list({ prefix: 'variants/' }, signal),
      createS3ObjectStore(s3, derivedBucket).list({ prefix: 'outcomes/' }, signal),
    ]);
    return !lists.flat().some(({ key }) => photos.some((photo) => photo && key.includes(photo.photoId)));
  } finally {
    s3.destroy();
  }
}

type Read = () => Promise<readonly PublishedMessage[]>;

async function announcementOf(read: Read, photo: Photo | undefined): Promise<PublishedMessage> {
  const message = await until(`the notification about ${photo?.filename}`, async () =>
    (await read()).find(({ photos }) => photos.some(({ key }) => key.includes(photo?.photoId ?? ''))),
  );
  const times = (await read()).flatMap(({ photos }) =>
    photos.filter(({ key }) => key.includes(photo?.photoId ?? '')),
  );
  assert.equal(times.length, 1, `${photo?.filename} is in one notification`);
  return message;
}

async function isJpeg(answer: Response): Promise<void> {
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/jpeg']);
}

type Call = ReturnType<typeof createCall>;

async function sendByForm(call: Call, file: string): Promise<void> {
  const blob = await openAsBlob(file);
  const wanted = { filename: 'form.jpg', contentType: 'image/jpeg', size: blob.size, method: 'POST' };
  const { photoId, upload } = await read('form', call('POST', '/v1/uploads', wanted));
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', blob);
  const stored = await fetch(upload.url, { method: 'POST', body: form });
  assert.ok(stored.ok, await stored.text());
  await isReady(call, photoId);
}

async function sendInParts(call: Call, file: string): Promise<void> {
  const blob = await openAsBlob(file);
  const wanted = { filename: 'parts.jpg', contentType: 'image/jpeg', size: blob.size };
  const begin = () => read('multipart', call('POST', '/v1/uploads/multipart', wanted));
  const { photoId, key, uploadId } = await begin();
  const part = { key, uploadId, partNumber: 1, size: blob.size };
  const { url } = await read('part', call('POST', `/v1/uploads/${photoId}/parts`, part));
  const stored = await fetch(url, { method: 'PUT', body: blob });
  const parts = [{ PartNumber: 1, ETag: stored.headers.get('etag') }];
  const completed = await call('POST', `/v1/uploads/${photoId}/complete`, { key, uploadId, parts });
  assert.equal(completed.status, 200, await completed.text());
  await isReady(call, photoId);
  const other = await begin();
  const query = new URLSearchParams({ key: other.key, uploadId: other.uploadId });
  const aborted = await call('DELETE', `/v1/uploads/${other.photoId}?${query}`);
  assert.equal(aborted.status, 204, await aborted.text());
}

async function isReady(call: Call, photoId: string): Promise<void> {
  const photo = await read('photo', call('GET', `/v1/photos/${photoId}?wait=20`));
  assert.equal(photo.status, 'ready', photo.reason);
}
