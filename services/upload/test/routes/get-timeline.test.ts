import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPhotoId } from '@proofsheet/photos';
import { anna, ben, startApi } from '../start-api.ts';

let ahead = 0;
const api = await startApi({ now: () => new Date(Date.now() + ahead) });
after(() => api.close());

const signal = AbortSignal.timeout(60_000);

async function put(at: string, owner = anna.id): Promise<string> {
  const photoId = createPhotoId(Date.parse(at));
  const key = `photos/${owner}/${photoId}/a.jpg`;
  await api.stores.originals.put(key, 'x', { contentType: 'image/jpeg' }, signal);
  return photoId;
}
const read = async (by = anna) => (await api.call('/v1/timeline', { by })).json;
const monthsOf = (json: { months: { month: string; photos: number }[] }) =>
  json.months.map(({ month, photos }) => [month, photos]);

test('photos by month, each with the place where it begins', async () => {
  assert.deepEqual(monthsOf(await read()), []);
  await put('2026-05-31T23:59:59.999Z');
  const first = await put('2026-06-01T00:00:00Z');
  const last = await put('2026-06-30T12:00:00Z');
  await put('2026-12-24T12:00:00Z');
  await put('2026-12-24T12:00:00Z', ben.id);
  const json = await read();
  assert.deepEqual([json.complete, json.photos], [true, 4]);
  assert.deepEqual(json.months, [
    { month: '2026-12', photos: 1, before: '2027-01' },
    { month: '2026-06', photos: 2, before: '2026-07' },
    { month: '2026-05', photos: 1, before: '2026-06' },
  ]);
  const page = (await api.call(`/v1/photos?limit=2&before=${json.months[1].before}`)).json.photos;
  assert.deepEqual(
    page.map(({ photoId }: { photoId: string }) => photoId),
    [last, first],
  );
});

test('newer photos are counted by one list call, deleted ones within a day', async () => {
  await put('2027-01-01T00:00:00Z');
  const before = api.requests.all.length;
  assert.deepEqual(monthsOf(await read())[0], ['2027-01', 1]);
  const calls = api.requests.all.slice(before).map(({ bucket, call }) => `${call} ${bucket}`);
  assert.deepEqual(calls, ['get derived', 'list originals', 'put derived']);
  const { photos } = (await api.call('/v1/photos?limit=1')).json;
  await api.call(`/v1/photos/${photos[0].photoId}`, { method: 'DELETE' });
  ahead = 25 * 3_600_000;
  assert.deepEqual(monthsOf(await read())[0], ['2026-12', 1]);
  ahead = 0;
});
