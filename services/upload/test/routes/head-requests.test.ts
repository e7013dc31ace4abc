import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());
const photo = await api.upload('a.jpg');
await api.putThumbnail(photo);
const token = await api.links.sign({ bucket: 'thumbnails', key: photo.key }, new Date(Date.now() + 60_000));

for (const path of [
  `/v1/photos/${photo.photoId}/original`,
  `/v1/photos/${photo.photoId}/thumbnail`,
  `/l/${token}`,
]) {
  test(`HEAD ${path.replace(token, '{token}')} leads to what S3 answers to HEAD, and GET to what it answers to GET`, async () => {
    for (const method of ['HEAD', 'GET']) {
      const { status, headers } = await api.call(path, { method });
      assert.equal(status, 302);
      const followed = await fetch(headers.get('location') ?? '', { method });
      assert.equal(followed.status, 200, method);
      await followed.arrayBuffer();
    }
  });
}

test('a page whose ETag a client has is not sent again, however its If-None-Match is written', async () => {
  const { headers } = await api.call('/v1/photos');
  const etag = headers.get('etag') ?? '';
  const status = async (ifNoneMatch: string) =>
    (await api.call('/v1/photos', { headers: { 'if-none-match': ifNoneMatch } })).status;
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
    assert.equal(await status(known), 304, known);
  assert.equal(await status('"other"'), 200);
});
