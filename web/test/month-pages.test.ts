import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Photo } from '../src/api/types.ts';
import { expectAtLeast } from '../src/state/count-months.ts';
import { insertPhoto } from '../src/state/insert-photo.ts';
import { beforeOf, countPhotos, fillPages, findPage, type Month } from '../src/state/month-pages.ts';

const photo = (number: number, month: string): Photo => ({
  photoId: `id-${String(number).padStart(5, '0')}`,
  filename: `${number}.jpg`,
  uploadedAt: `${month}-15T00:00:00.000Z`,
  status: 'ready',
});
const photos = (from: number, to: number, month: string) =>
  Array.from({ length: to - from }, (_, index) => photo(from + index, month));
const counts = (months: readonly Month[]) => months.map((month) => [month.month, countPhotos(month)]);

test('an answer that spans months fills each', () => {
  const months: Month[] = [];
  fillPages(
    months,
    { month: '2026-11', page: 0 },
    {
      photos: [...photos(0, 50, '2026-11'), ...photos(50, 60, '2026-10')],
      nextCursor: 'next',
    },
  );
  // Of the last month at least one more is expected: the answer did not end with it.
  assert.deepEqual(counts(months), [
    ['2026-11', 50],
    ['2026-10', 11],
  ]);
  assert.deepEqual(months[1]?.pages[1]?.start, { cursor: 'next' });
});

test('counts of the timeline make room for what is not loaded', () => {
  const months: Month[] = [];
  fillPages(months, { month: '2026-11', page: 0 }, { photos: photos(0, 200, '2026-11'), nextCursor: 'next' });
  for (const month of months) expectAtLeast(month, 950);
  assert.deepEqual(counts(months), [['2026-11', 950]]);
  const [month] = months;
  assert.ok(month);
  assert.deepEqual(findPage(month, 899), { page: 4, offset: 99 });
});

test('a month that has fewer photos than was counted shrinks to what it has', () => {
  const months: Month[] = [];
  fillPages(months, { month: '2026-11', page: 0 }, { photos: photos(0, 200, '2026-11'), nextCursor: 'next' });
  for (const month of months) expectAtLeast(month, 500);
  fillPages(months, { month: '2026-11', page: 1 }, { photos: photos(200, 240, '2026-11') });
  assert.deepEqual(counts(months), [['2026-11', 240]]);
});

test('no photo comes in twice', () => {
  const months: Month[] = [];
  fillPages(months, { month: '2026-11', page: 0 }, { photos: photos(0, 10, '2026-11') });
  insertPhoto(months, photo(4, '2026-11'));
  assert.deepEqual(counts(months), [['2026-11', 10]]);
});

test('a new photo comes first, a photo that is put back where it was', () => {
  const months: Month[] = [];
  fillPages(months, { month: '2026-11', page: 0 }, { photos: photos(10, 20, '2026-11') });
  insertPhoto(months, photo(5, '2026-11'));
  const page = months[0]?.pages[0];
  assert.equal(page?.ids?.[0], 'id-00005');
  if (page?.ids) page.ids = page.ids.filter((id) => id !== 'id-00012');
  insertPhoto(months, photo(12, '2026-11'));
  assert.equal(page?.ids?.indexOf('id-00012'), 3);
});

test('a photo of a new month opens that month', () => {
  const months: Month[] = [];
  fillPages(months, { month: '2026-10', page: 0 }, { photos: photos(10, 20, '2026-10') });
  insertPhoto(months, photo(1, '2026-11'));
  insertPhoto(months, photo(90, '2025-01'));
  assert.deepEqual(counts(months), [
    ['2026-11', 1],
    ['2026-10', 10],
    ['2025-01', 1],
  ]);
});

test('a month begins before the next one', () => {
  assert.equal(beforeOf('2026-07'), '2026-08');
  assert.equal(beforeOf('2026-12'), '2027-01');
});
