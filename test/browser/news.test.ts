import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { sendPhoto } from '@proofsheet/demo';
import { createPhotoId, ownerId } from '@proofsheet/photos';
import type { Browser } from 'playwright-core';
import { fillAlbum, untilShown } from './fill-album.ts';
import { makePhotos } from './make-photos.ts';
import { openPage } from './open-page.ts';
import { startAlbum } from './start-album.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test('a photo that another device sends appears by itself, and its deletion too', async (t) => {
  const album = await startAlbum(t);
  await fillAlbum(t, album, 1);
  const storage = [album.storageUrl];
  const { page } = await openPage(t, browser, await album.signInLink(), { storage });
  await untilShown(page, 1);
  const calls: string[] = [];
  page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  const [file = ''] = await makePhotos(t, 1);
  const { photoId } = await sendPhoto(album.local, file);
  await untilShown(page, 2);
  const { apiUrl, apiKey } = album.local;
  const headers = { authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${apiUrl}/v1/photos/${photoId}`, { method: 'DELETE', headers });
  assert.ok(answer.ok, `${answer.status}`);
  await untilShown(page, 1);
  assert.ok(!calls.includes('/v1/photos'), 'the album was not listed again');
});

test('the months of a real album lead to its oldest photo', async (t) => {
  // Without a worker: what is shown comes from the lists alone.
  const album = await startAlbum(t, { services: [] });
  const [file = ''] = await makePhotos(t, 1);
  const photo = await readFile(file);
  const signal = AbortSignal.timeout(60_000);
  const owner = ownerId('api-key', 'demo');
  for (let month = 0; month < 30; month++) {
    for (let day = 1; day <= 7; day++) {
      const id = createPhotoId(Date.UTC(2024, month, day));
      const key = `photos/${owner}/${id}/${month}-${day}.jpg`;
      await album.originals.put(key, photo, { contentType: 'image/jpeg' }, signal);
    }
  }
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await page.locator('.count', { hasText: '210 photos' }).waitFor();
  await page.locator('.cell.month h2').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('End');
  await page.waitForFunction(() =>
    document.querySelector('.rail')?.getAttribute('aria-valuetext')?.includes('2024'),
  );
  await page.locator('.cell[aria-label^="0-1.jpg"]').waitFor();
});
