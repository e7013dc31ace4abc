import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { isNotified } from '@proofsheet/harness/notifications';
import { sendBytes } from '@proofsheet/harness/send-bytes';
import { startTestSystem } from '@proofsheet/harness/start-test-system';
import { statusOf } from '@proofsheet/harness/status-of';
import { until } from '@proofsheet/harness/until';
import { outcomePrefix } from '@proofsheet/photos';
import sharp from 'sharp';

const { signal } = new AbortController();
const maxBytes = 10_000_000;
const dogs = (await samplePhotos()).find((file) => file.endsWith('two-dogs.jpg')) ?? '';

test('every sample photo gets its thumbnail and an email whose link opens it', {
  timeout: 120_000,
}, async (t) => {
  const { local, mails } = await startTestSystem(t);
  for (const file of await samplePhotos()) {
    await t.test(path.basename(file), async () => {
      const photo = await sendPhoto(local, file);
      assert.equal(photo.status, 'ready');
      assert.equal(photo.filename, path.basename(file));

      const mail = await mails.waitFor(photo.photoId, 20_000);
      assert.equal(mail?.subject, 'A new photo has been uploaded!');
      assert.ok(mail?.body.includes(path.basename(file)));
      const answer = await fetch(mail?.link ?? '');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'image/jpeg');

      const thumbnail = Buffer.from(await answer.arrayBuffer());
      // Bare sharp cannot decode HEIC: the worker's own tests compare those pixels.
      if (!file.endsWith('.heic')) {
        const expected = sharp(file)
          .autoOrient()
          .flatten({ background: '#fff' })
          .resize(200)
          .jpeg({ mozjpeg: true });
        assert.deepEqual(thumbnail, await expected.toBuffer());
      }
      const { width, format, exif, icc, xmp, iptc, space } = await sharp(thumbnail).metadata();
      assert.deepEqual({ width, format, space }, { width: 200, format: 'jpeg', space: 'srgb' });
      assert.deepEqual([exif, icc, xmp, iptc], [undefined, undefined, undefined, undefined]);
    });
  }
  assert.equal((await mails.read()).length, (await samplePhotos()).length);
});

test('the sample with a location in its EXIF is stored sideways', async () => {
  const { exif, orientation, autoOrient } = await sharp(dogs).metadata();
  assert.equal(orientation, 6);
  assert.ok(autoOrient.height > autoOrient.width);
  assert.ok(exif?.includes('Portrait'));
});

test('undecodable photos end with a reason, and other photos are unaffected', {
  timeout: 120_000,
}, async (t) => {
  const { local, derived, thumbnails, mails } = await startTestSystem(t);
  const whole = await readFile(dogs);
  const png = await readFile(dogs.replace('two-dogs.jpg', 'fig.png'));
  const hard: [name: string, bytes: Buffer, reason: string][] = [
    ['truncated.jpg', whole.subarray(0, whole.length / 2), 'truncated'],
    ['text.jpg', Buffer.from('This is no photo, whatever its name says.'), 'unsupported-format'],
    ['empty.jpg', Buffer.alloc(0), 'empty'],
    [
      'drawing.jpg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'unsupported-format',
    ],
    ['broken.png', Buffer.from(png).fill(0, 90_000, 92_000), 'corrupt'],
  ];
  for (const [name, bytes, reason] of hard) {
    await t.test(`${name}: ${reason}`, async () => {
      const photo = await sendBytes(local, name, bytes);
      assert.deepEqual([photo.status, photo.reason], ['failed', reason]);
    });
  }
  await t.test('한글 사진 + 100%.jpg', async () => {
    const photo = await sendBytes(local, '한글 사진 + 100%.jpg', whole);
    assert.deepEqual([photo.status, photo.filename], ['ready', '한글 사진 + 100%.jpg']);
    const mail = await mails.waitFor(photo.photoId, 20_000);
    assert.ok(mail?.body.startsWith('한글 사진 + 100%.jpg is here.'));
    const { status, headers } = await fetch(mail?.link ?? '');
    assert.equal(status, 200);
    const named = headers.get('content-disposition') ?? '';
    assert.match(named, /^inline; /);
    const encoded = /filename\*=UTF-8''(\S+)$/.exec(named)?.[1] ?? '';
    assert.equal(decodeURIComponent(encoded), '한글 사진 + 100%.jpg');
  });
  assert.deepEqual(
    (await thumbnails.list({ prefix: '' }, signal)).length,
    1,
    'no thumbnail of what could not be decoded',
  );
  const records = await derived.list({ prefix: 'outcomes/' }, signal);
  assert.equal(records.filter(({ key }) => key.endsWith('.failed')).length, hard.length);
});

test('an object uploaded without the API gets its thumbnail and its email, with any key', {
  timeout: 120_000,
}, async (t) => {
  const { originals, thumbnails, derived, mails } = await startTestSystem(t);
  const whole = await readFile(dogs);
  const keys = ['cat.jpg', 'a/../b + c?d#e%41&f=g;h.jpg', `${'긴'.repeat(340)}.jpg`, '-', '//'];
  assert.equal(Buffer.byteLength(keys[2] ?? ''), 1024);
  for (const key of keys) {
    await t.test(`${key.slice(0, 40)} (${Buffer.byteLength(key)} bytes)`, async () => {
      await originals.put(key, whole, { contentType: 'binary/octet-stream' }, signal);
      const thumbnail = await until(`the thumbnail of ${key}`, () =>
        thumbnails.get(key, { maxBytes, signal }),
      );
      assert.equal(thumbnail.contentType, 'image/jpeg');
      assert.equal((await sharp(thumbnail.body).metadata()).width, 200);
      await until('the record of its notification', () => isNotified({ derived }, key));
    });
  }
  await t.test('a broken one with a key of 1,024 bytes', async () => {
    const key = `x${keys[2]?.slice(0, 339)}.jpg`.padEnd(341 + 5, 'y');
    await originals.put(key, 'nothing', { contentType: 'image/jpeg' }, signal);
    await until('its failure record', async () => {
      const [record] = await derived.list({ prefix: outcomePrefix(key), shallow: true }, signal);
      return record?.key.endsWith('~unsupported-format.failed');
    });
  });
  const links = (await mails.read()).map(({ location }) => location);
  assert.equal(links.length, keys.length);
  for (const location of links) assert.equal(await statusOf(location), 200, location.split('?')[0]);
});

test('deleting an original deletes its thumbnail', { timeout: 60_000 }, async (t) => {
  const { originals, thumbnails, local } = await startTestSystem(t, { services: ['upload', 'worker'] });
  const { photoId } = await sendPhoto(local, dogs);
  const [original] = await originals.list({ prefix: 'photos/' }, signal);
  assert.ok(original);
  assert.ok(original.key.includes(photoId));
  assert.ok(await thumbnails.head(original.key, signal));
  assert.ok(await originals.delete(original.key, original, signal));
  await until('the thumbnail to go', async () => (await thumbnails.head(original.key, signal)) === undefined);
});

test('emails are in Korean if the settings say so', { timeout: 60_000 }, async (t) => {
  const { local, mails } = await startTestSystem(t, { env: { notifier: { NOTIFY_LANGUAGE: 'ko' } } });
  const { photoId } = await sendPhoto(local, dogs);
  const mail = await mails.waitFor(photoId, 20_000);
  assert.equal(mail?.subject, '새롭게 사진이 업로드되었어요!');
  assert.ok(mail?.body.startsWith('two-dogs.jpg 사진이 도착했어요.'));
});
