import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingParts } from '@proofsheet/client/upload';
import { createUpload, isStored, startUploader } from './start-uploader.ts';

const large = (more = {}) => createUpload('large.jpg', 125, more);

test('sends a large file in parts', async () => {
  const { uploader, until, objects, sentUrls } = startUploader({ partSize: 25 });
  uploader.add([large()]);
  await until(isStored);
  assert.equal(objects.get('photo-1'), 125);
  assert.deepEqual(
    sentUrls.sort(),
    [1, 2, 3, 4, 5].map((part) => `part:photo-1:${part}`),
  );
});

test('sends only the part again that was cut off', async () => {
  const { uploader, until, bytesSent, sentUrls } = startUploader({
    partSize: 25,
    faultOf: (url, attempt) => (url === 'part:photo-1:4' && attempt === 1 ? 'cut' : 'take'),
  });
  uploader.add([large()]);
  await until(isStored);
  assert.equal(bytesSent(), 125);
  assert.equal(sentUrls.filter((url) => url === 'part:photo-1:4').length, 2);
  assert.equal(sentUrls.length, 6);
});

test('goes on after a kill with the parts that S3 says it has', async () => {
  const first = startUploader({
    partSize: 25,
    faultOf: (url) => (/[345]$/.test(url) ? 'hang' : 'take'),
  });
  first.uploader.add([large()]);
  await first.until(([upload]) => upload?.multipart?.parts.length === 2);
  const kept = first.kept.get('large.jpg');
  assert.ok(kept);

  const second = startUploader({ partSize: 25 });
  second.transport.listParts = async () => [
    { PartNumber: 1, ETag: '"1"' },
    { PartNumber: 2, ETag: '"2"' },
  ];
  second.uploader.add([{ ...kept, status: 'queued' }]);
  await second.until(isStored);
  assert.deepEqual(
    second.sentUrls.sort(),
    [3, 4, 5].map((part) => `part:photo-1:${part}`),
  );
  await first.uploader.close();
});

test('aborts in S3 what is cancelled', async () => {
  const { uploader, until, aborted, uploads } = startUploader({ partSize: 25, faultOf: () => 'hang' });
  uploader.add([large()]);
  await until(([upload]) => upload?.multipart !== undefined);
  await uploader.remove('large.jpg');
  assert.deepEqual(aborted, ['photo-1']);
  assert.equal(uploads.size, 0);
});

test('a paused file keeps its parts and sends the others when it goes on', async () => {
  let isPaused = false;
  const { uploader, until, bytesSent } = startUploader({
    partSize: 25,
    faultOf: (url) => (!isPaused && /[345]$/.test(url) ? 'hang' : 'take'),
  });
  uploader.add([large()]);
  await until(([upload]) => upload?.multipart?.parts.length === 2);
  isPaused = true;
  await uploader.pause('large.jpg');
  await uploader.retry('large.jpg');
  await until(isStored);
  assert.equal(bytesSent(), 125);
});

test('the last part has what is left', () => {
  assert.deepEqual(missingParts(25, 10, [{ PartNumber: 1, ETag: '' }]), [
    { partNumber: 2, start: 10, size: 10 },
    { partNumber: 3, start: 20, size: 5 },
  ]);
});
