import type { TestContext } from 'node:test';
import { sendPhoto } from '@proofsheet/demo';
import type { Page } from 'playwright-core';
import { makePhotos } from './make-photos.ts';
import type { AlbumSystem } from './start-album.ts';

/** Uploads so many photos as the first owner, past the page. */
export async function fillAlbum(t: TestContext, album: AlbumSystem, count: number) {
  const files = await makePhotos(t, count);
  return Promise.all(files.map((file) => sendPhoto(album.local, file)));
}

/** Waits until the page shows so many thumbnails. */
export async function untilShown(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('.cell.ready img.there').length === wanted,
    count,
    { timeout: 60_000 },
  );
}
