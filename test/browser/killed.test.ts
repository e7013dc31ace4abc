import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '@proofsheet/harness/until';
import { makeProfile, startKillable } from './killable-browser.ts';
import { makeLargePhoto, makePhotos } from './make-photos.ts';
import { startAlbum } from './start-album.ts';

interface Listed {
  readonly photos: readonly { readonly filename: string; readonly status: string }[];
  readonly nextCursor?: string;
}

test('a browser that is killed at 40 % of 300 photos and 60 MB goes on where it was', {
  timeout: 400_000,
}, async (t) => {
  let stored = 0;
  const album = await startAlbum(t, {
    faultOf: ({ method }) =>
      method === 'PUT'
        ? {
            onAnswer: (status) => {
              if (status === 200) stored++;
              return true;
            },
          }
        : 'pass',
  });
  const files = [await makeLargePhoto(t, 'large.png', 60e6), ...(await makePhotos(t, 300))];
  const profile = await makeProfile(t);

  const first = await startKillable(t, profile);
  const page = await first.context.newPage();
  await page.goto(await album.signInLink());
  await page.locator('.drop').waitFor();
  await chooseLarge(page, files);
  // This device stores the bytes of the files: a killed browser cannot choose them again.
  await page.waitForFunction(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
    });
    const count = await new Promise<number>((resolve) => {
      const request = database.transaction('uploads').objectStore('uploads').count();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return count > 0;
  });
  await until('40 % of the photos', async () => stored >= 121, 120_000);
  await first.kill();
  const storedBefore = stored;

  const second = await startKillable(t, profile);
  const again = await second.context.newPage();
  await again.goto(album.local.apiUrl);
  const gate = again.locator('.gate');
  await gate.or(again.locator('#add')).first().waitFor();
  // Chromium writes cookies to disk every 30 s: a person who signed in later than that signs in again.
  if (await gate.isVisible()) await again.goto(await album.signInLink());
  await until(
    'all 301 photos',
    async () => {
      const one = await album.call<Listed>('/v1/photos?limit=200');
      const two = one.nextCursor
        ? await album.call<Listed>(`/v1/photos?limit=200&cursor=${one.nextCursor}`)
        : { photos: [] };
      const names = [...one.photos, ...two.photos].map(({ filename }) => filename);
      assert.equal(new Set(names).size, names.length, 'no photo is there twice');
      return names.length === 301;
    },
    240_000,
  );
  const { size } = await stat(files[0] ?? '');
  const parts = Math.ceil(size / 8_388_608);
  const puts = album.storageRequests.filter((request) => request.startsWith('PUT ')).length;
  t.diagnostic(JSON.stringify({ storedBefore, parts, puts }));
  // What moved when the browser died is sent again: at most six files, three of whose parts move at a time.
  assert.ok(puts <= 300 + parts + 8, `${puts} requests for ${300 + parts} files and parts`);
});

/** Files by their path: Playwright does not give large ones to a browser that it did not start. */
async function chooseLarge(page: Page, files: readonly string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('Page.enable');
  await client.send('DOM.enable');
  await client.send('Page.setInterceptFileChooserDialog', { enabled: true });
  const opened = new Promise<number>((resolve) => {
    client.on(
      'Page.fileChooserOpened',
      ({ backendNodeId }) => backendNodeId !== undefined && resolve(backendNodeId),
    );
  });
  await page.locator('#add').click();
  await client.send('DOM.setFileInputFiles', { files: [...files], backendNodeId: await opened });
}
