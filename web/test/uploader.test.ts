import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '@proofsheet/client';
import { createUpload, isStored, startUploader } from './start-uploader.ts';

const files = (count: number, size = 10) =>
  Array.from({ length: count }, (_, index) => createUpload(`${index}.jpg`, size));

test('stores every file once, and signs a thousand in ten calls', async () => {
  const { uploader, until, objects, signCalls, bytesSent } = startUploader();
  uploader.add(files(1000));
  await until(isStored);
  assert.equal(objects.size, 1000);
  assert.equal(bytesSent(), 10_000);
  assert.deepEqual(
    signCalls,
    Array.from({ length: 10 }, () => 100),
  );
});

test('sends six files at a time', async () => {
  const { uploader, until, uploads } = startUploader({ faultOf: () => 'hang' });
  uploader.add(files(20));
  await until((all) => all.filter(({ status }) => status === 'sending').length === 6);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal([...uploads.values()].filter(({ status }) => status === 'sending').length, 6);
  await uploader.close();
});

test('shows a photo as stored whose answer was lost after S3 took it, without a second object', async () => {
  const { uploader, until, objects, bytesSent } = startUploader({
    faultOf: (_, attempt) => (attempt === 1 ? 'lose-answer' : 'take'),
  });
  uploader.add(files(3));
  await until(isStored);
  assert.equal(objects.size, 3);
  assert.equal(bytesSent(), 30);
});

test('signs again what S3 refuses with 403', async () => {
  const { uploader, until, signCalls, objects } = startUploader({
    faultOf: (url) => (url.startsWith('put:photo-1:') ? 'refuse' : 'take'),
  });
  uploader.add(files(1));
  await until(isStored);
  assert.deepEqual(signCalls, [1, 1]);
  assert.deepEqual([...objects.keys()], ['photo-2']);
});

test('keeps the photo id before a byte leaves, so that a crash does not send a photo twice', async () => {
  const seen: (string | undefined)[] = [];
  const started = startUploader({
    faultOf: () => {
      seen.push(started.kept.get('0.jpg')?.photoId);
      return 'take';
    },
  });
  started.uploader.add(files(1));
  await started.until(isStored);
  assert.deepEqual(seen, ['photo-1']);
});

test('does not send a file again that S3 had taken before the browser was killed', async () => {
  const { uploader, until, objects, bytesSent } = startUploader();
  objects.set('photo-7', 10);
  uploader.add([createUpload('0.jpg', 10, { photoId: 'photo-7' })]);
  await until(isStored);
  assert.equal(bytesSent(), 0);
});

test('waits without attempts while there is no network, and goes on when it is back', async () => {
  let isOnline = true;
  const { uploader, until, uploads, holds } = startUploader({
    isOnline: () => isOnline,
    faultOf: () => (isOnline ? 'take' : 'cut'),
  });
  isOnline = false;
  uploader.add(files(2));
  await until((all) => all.every(({ retryAt }) => retryAt !== undefined));
  assert.deepEqual(holds, [['offline']]);
  assert.deepEqual(
    [...uploads.values()].map(({ attempts }) => attempts),
    [0, 0],
  );
  isOnline = true;
  uploader.setHold('offline', false);
  await until(isStored);
});

test('stops at 401 and goes on after signing in', async () => {
  const { uploader, until, holds, refuseToSign } = startUploader();
  refuseToSign(new ApiError(401, { title: 'Sign in' }));
  uploader.add(files(2));
  await until((all) => holds.length > 0 && all.every(({ status }) => status === 'queued'));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(holds, [['signed-out']]);
  refuseToSign(undefined);
  uploader.setHold('signed-out', false);
  await until(isStored);
});

test('gives up after eight attempts at a service that fails, and starts anew when asked', async () => {
  const { uploader, until, uploads, refuseToSign } = startUploader();
  refuseToSign(new ApiError(500, { title: 'Broken', requestId: 'r-1' }));
  uploader.add(files(1));
  await until((all) => all.every(({ status }) => status === 'failed'));
  assert.deepEqual(uploads.get('0.jpg')?.failure, { kind: 'server', title: 'Broken', requestId: 'r-1' });
  refuseToSign(undefined);
  await uploader.retry('0.jpg');
  await until(isStored);
});

test('says that the bytes are gone instead of failing', async () => {
  const { uploader, until } = startUploader({ readBytes: async () => undefined });
  uploader.add(files(1));
  await until((all) => all.every(({ status }) => status === 'missing'));
});

test('one file that is refused does not stop the others of its batch', async () => {
  const started = startUploader();
  const { signUploads } = started.transport;
  started.transport.signUploads = async (uploads, signal) => {
    if (uploads.some(({ name }) => name === '2.jpg')) {
      throw new ApiError(415, { type: 'urn:proofsheet:problem:content-type-refused' });
    }
    return signUploads(uploads, signal);
  };
  started.uploader.add(files(5));
  await started.until((all) => all.every(({ status }) => status === 'stored' || status === 'failed'));
  const failed = [...started.uploads.values()].filter(({ status }) => status === 'failed');
  assert.deepEqual(
    failed.map(({ name, failure }) => [name, failure?.kind]),
    [['2.jpg', 'not-a-photo']],
  );
});
