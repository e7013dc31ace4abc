import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ben, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

const ask = (body: Record<string, unknown>) => api.call('/v1/photos/urls', { body });

test('URLs of one kind of file, and ids of which there is none', async () => {
  const [ready, processing] = [await api.upload('ready.jpg'), await api.upload('processing.jpg')];
  const theirs = await api.upload('theirs.jpg', ben);
  await api.putThumbnail(ready);
  const photoIds = [processing.photoId, ready.photoId, theirs.photoId];

  const originals = (await ask({ photoIds, of: 'original', download: true })).json;
  assert.deepEqual(
    originals.urls.map(({ photoId, filename, size }: Record<string, unknown>) => [photoId, filename, size]),
    [
      [processing.photoId, 'processing.jpg', 64],
      [ready.photoId, 'ready.jpg', 64],
    ],
  );
  assert.deepEqual(originals.missing, [theirs.photoId]);
  const file = await fetch(originals.urls[1].url);
  assert.equal(file.headers.get('content-disposition'), 'attachment; filename=ready.jpg');
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), ready.bytes);

  const thumbnails = (await ask({ photoIds, of: 'thumbnail' })).json;
  assert.deepEqual(thumbnails.missing, [processing.photoId, theirs.photoId]);
  assert.equal(await (await fetch(thumbnails.urls[0].url)).text(), 'a thumbnail');

  const screens = (await ask({ photoIds, of: 'screen' })).json;
  assert.match(new URL(screens.urls[0].url).pathname, /\/derived\/variants\/screen\//);
  assert.deepEqual((await ask({ photoIds, of: 'poster' })).json.urls, []);
});

for (const body of [
  { photoIds: ['a'], of: '../x' },
  { photoIds: ['a'] },
  { photoIds: ['a'], of: 'thumbnail', download: true },
]) {
  test(`refused: ${JSON.stringify(body)}`, async () => assert.equal((await ask(body)).status, 400));
}
