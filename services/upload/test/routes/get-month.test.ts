import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPhotoId } from '@proofsheet/photos';
import { anna, ben, startApi } from '../start-api.ts';

let ahead = 0;
const api = await startApi({ now: () => new Date(Date.now() + ahead) });
after(() => api.close());

const signal = AbortSignal.timeout(120_000);

/** Puts photos of one owner, each a minute before the one that follows it. Returns their ids, newest first. */
async function putAll(newest: string, count: number, owner = anna.id): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => createPhotoId(Date.parse(newest) - index * 60_000));
  for (let from = 0; from < count; from += 50) {
    await Promise.all(
      ids
        .slice(from, from + 50)
        .map((id) =>
          api.stores.originals.put(
            `photos/${owner}/${id}/-a.jpg`,
            'x',
            { contentType: 'image/jpeg' },
            signal,
          ),
        ),
    );
  }
  return ids;
}
const read = async (month: string, by = anna) => (await api.call(`/v1/timeline/${month}`, { by })).json;
const page = async (cursor: string, by = anna): Promise<string[]> =>
  (await api.call(`/v1/photos?limit=200&cursor=${cursor}`, { by })).json.photos.map(
    ({ photoId }: { photoId: string }) => photoId,
  );

test('the pages of a month begin where its positions say, without the months beside it', async () => {
  await putAll('2026-08-01T00:30:00Z', 3);
  const july = await putAll('2026-07-31T23:00:00Z', 2450);
  await putAll('2026-06-30T23:59:00Z', 3);
  const { photos, cursors, before } = await read('2026-07');
  assert.deepEqual([photos, cursors.length, before], [2450, 13, '2026-08']);
  assert.deepEqual((await page(cursors[0])).slice(0, 50), july.slice(0, 50));
  for (const [index, cursor] of cursors.slice(1).entries()) {
    const from = 50 + index * 200;
    assert.deepEqual(await page(cursor), july.slice(from, from + 200), `page ${index + 1}`);
  }
  assert.deepEqual((await read('2026-05')).cursors, []);
});

test('new photos move no page and cost one list call, deleted ones are left out within a day', async () => {
  const first = await putAll('2027-02-20T00:00:00Z', 430, ben.id);
  const { cursors } = await read('2027-02', ben);
  assert.equal(cursors.length, 3);
  const newer = await putAll('2027-02-25T00:00:00Z', 190, ben.id);
  const before = api.requests.all.length;
  const grown = await read('2027-02', ben);
  const calls = api.requests.all.slice(before).map(({ bucket, call }) => `${call} ${bucket}`);
  assert.deepEqual(calls, ['get derived', 'list originals', 'put derived']);
  assert.deepEqual([grown.photos, grown.cursors.length], [620, 4]);
  assert.deepEqual(grown.cursors.slice(-2), cursors.slice(-2));
  assert.deepEqual(await page(grown.cursors[1], ben), [...newer.slice(20), ...first.slice(0, 30)]);

  await api.call('/v1/photos/delete', { by: ben, body: { photoIds: first.slice(0, 40) } });
  assert.deepEqual((await page(grown.cursors[1], ben)).slice(0, 170), newer.slice(20));
  assert.equal((await read('2027-02', ben)).photos, 620);
  ahead = 25 * 3_600_000;
  assert.equal((await read('2027-02', ben)).photos, 580);
  ahead = 0;
});

for (const month of ['2026-13', '2026', '1999-01', '2026-07-01']) {
  test(`refused: ${month}`, async () => assert.equal((await api.call(`/v1/timeline/${month}`)).status, 400));
}
