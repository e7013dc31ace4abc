import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parseNotification } from '@proofsheet/photos';
import { ben, startApi } from '../start-api.ts';

let hours = 0;
const api = await startApi({ now: () => new Date(Date.now() + hours * 3_600_000) });
after(() => api.close());

const retry = (photoId: string, by?: { key: string }) =>
  api.call(`/v1/photos/${photoId}/retry`, { method: 'POST', ...(by && { by }) });

for (const { layout, write } of [
  { layout: 'outcome record', write: api.putFailure },
  { layout: 'failure record of the earlier layout', write: api.putEarlierFailure },
]) {
  test(`a photo that failed is processing again, and the worker is asked to look: ${layout}`, async () => {
    hours = 0;
    const photo = await api.upload('한글 100%.jpg');
    // A photo without a record is then no new one.
    hours = 1;
    await write(photo, 'timeout');
    assert.equal((await api.call(`/v1/photos/${photo.photoId}`)).json.reason, 'timeout');
    const { status, json } = await retry(photo.photoId);
    assert.deepEqual([status, json], [202, { photoId: photo.photoId, status: 'processing' }]);
    assert.equal((await api.call(`/v1/photos/${photo.photoId}`)).json.status, 'processing');
    assert.deepEqual(parseNotification(api.sent.at(-1) ?? ''), {
      kind: 'check',
      bucket: 'originals',
      key: photo.key,
    });
  });
}

test('a photo that has not failed is left alone', async () => {
  hours = 0;
  const photo = await api.upload('a.jpg');
  const sent = api.sent.length;
  assert.equal((await retry(photo.photoId)).json.type, 'urn:proofsheet:problem:photo-not-failed');
  await api.putThumbnail(photo);
  assert.equal((await retry(photo.photoId)).status, 409);
  assert.equal(api.sent.length, sent);
});

test("another's photo is not there", async () => {
  hours = 0;
  const photo = await api.upload('a.jpg');
  await api.putFailure(photo, 'corrupt');
  assert.equal((await retry(photo.photoId, ben)).status, 404);
  assert.equal((await api.call(`/v1/photos/${photo.photoId}`)).json.status, 'failed');
});
