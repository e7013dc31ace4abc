import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { variantKey } from '@proofsheet/photos';
import { ben, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

test('leads to a further size of the photo, once it is there', async () => {
  const photo = await api.upload('한글 사진 + 100%.jpg');
  const path = `/v1/photos/${photo.photoId}/variants/w800`;
  const early = await api.call(path);
  assert.deepEqual([early.status, early.json.type], [404, 'urn:proofsheet:problem:variant-not-found']);

  const options = { contentType: 'image/webp' };
  const key = variantKey('w800', photo.key);
  await api.stores.derived.put(key, 'a variant', options, AbortSignal.timeout(5000));
  const { status, headers } = await api.call(path);
  assert.equal(status, 302);
  assert.equal(headers.get('cache-control'), 'private, no-store');
  assert.equal(await (await fetch(headers.get('location') ?? '')).text(), 'a variant');
  assert.equal((await api.call(path, { by: ben })).json.type, 'urn:proofsheet:problem:photo-not-found');
});

for (const name of ['..%2F..%2Ffailures', '%2e%2e', 'w800%2F', 'constructor', '%00']) {
  test(`no size is named ${name}`, async () => {
    const { photoId } = await api.upload('a.jpg');
    assert.equal((await api.call(`/v1/photos/${photoId}/variants/${name}`)).status, 404);
  });
}
