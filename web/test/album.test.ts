import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '@proofsheet/client';
import type { CallApi } from '../src/api/call-api.ts';
import { Album } from '../src/state/album.ts';

const perMonth = 5000;
const months = ['2026-11', '2026-10', '2026-09'];
const total = perMonth * months.length;
const photoAt = (index: number) => ({
  photoId: String(index).padStart(8, '0'),
  filename: `${index}.jpg`,
  uploadedAt: `${months[Math.floor(index / perMonth)]}-01T00:00:00.000Z`,
  status: 'ready' as const,
});

/** A service with 15,000 photos, which notes what it is asked. */
function createService({ positions = true } = {}) {
  const asked: string[] = [];
  const call = (async (path: string) => {
    asked.push(path);
    const { pathname, searchParams } = new URL(path, 'http://test');
    if (pathname === '/v1/timeline') {
      return { complete: true, months: months.map((month) => ({ month, photos: perMonth, before: '' })) };
    }
    if (pathname.startsWith('/v1/timeline/')) {
      if (!positions) throw new ApiError(404, {});
      const start = months.indexOf(pathname.slice(13)) * perMonth;
      const cursors = Array.from({ length: perMonth / 200 }, (_, page) => String(start + page * 200));
      return { photos: perMonth, cursors };
    }
    const before = searchParams.get('before');
    const start =
      before === null
        ? Number(searchParams.get('cursor') ?? 0)
        : perMonth * months.findIndex((month) => month < before);
    const end = Math.min(total, start + 200);
    const photos = Array.from({ length: end - start }, (_, at) => photoAt(start + at));
    return { photos, ...(end < total && { nextCursor: String(end) }) };
  }) as CallApi;
  return { call, asked };
}

async function settled(album: Album): Promise<void> {
  for (let round = 0; round < 200; round++) await new Promise((resolve) => setImmediate(resolve));
  void album;
}

test('knows the height of the album after two calls', async () => {
  const { call, asked } = createService();
  const album = new Album(call, () => false);
  await album.start();
  assert.deepEqual(asked, ['/v1/photos?limit=200', '/v1/timeline']);
  assert.equal(album.total.value, total);
});

test('jumps to the end of a large month with two calls more', async () => {
  const { call, asked } = createService();
  const album = new Album(call, () => false);
  await album.start();
  assert.equal(album.photoAt('2026-09', perMonth - 1), undefined);
  await settled(album);
  assert.equal(album.photoAt('2026-09', perMonth - 1)?.filename, `${total - 1}.jpg`);
  assert.equal(asked.length, 4);
});

test('gets there page by page where the service knows no positions', async () => {
  const { call } = createService({ positions: false });
  const album = new Album(call, () => false);
  await album.start();
  album.photoAt('2026-10', 1999);
  await settled(album);
  assert.equal(album.photoAt('2026-10', 1999)?.filename, `${perMonth + 1999}.jpg`);
});

test('keeps a bounded part of a long walk in memory', async () => {
  const { call } = createService();
  const album = new Album(call, () => false);
  await album.start();
  for (const month of months) {
    for (let index = 0; index <= perMonth; index += 200) {
      album.photoAt(month, index);
      await settled(album);
    }
  }
  const kept = Array.from({ length: total }, (_, index) => album.photo(photoAt(index).photoId)).filter(
    Boolean,
  );
  assert.ok(kept.length <= 60 * 200, `${kept.length} photos are kept`);
  assert.equal(album.total.value, total);
});
