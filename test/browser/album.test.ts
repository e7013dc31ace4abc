import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '@proofsheet/harness/until';
import type { Browser } from 'playwright-core';
import { fillAlbum, untilShown } from './fill-album.ts';
import { openPage } from './open-page.ts';
import { startAlbum } from './start-album.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

interface Listed {
  readonly photos: readonly { readonly photoId: string; readonly filename: string }[];
}

test('a deletion can be undone, and is real once it cannot', async (t) => {
  const album = await startAlbum(t);
  await fillAlbum(t, album, 4);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await untilShown(page, 4);
  await page.locator('.cell.ready').first().focus();
  await page.keyboard.press('Delete');
  await untilShown(page, 3);
  await page.locator('#undo').click();
  await untilShown(page, 4);
  assert.equal((await album.call<Listed>('/v1/photos')).photos.length, 4);

  await page.locator('.cell.ready').first().focus();
  await page.keyboard.press('Delete');
  await untilShown(page, 3);
  await page.goto('about:blank');
  await until('the deletion', async () => (await album.call<Listed>('/v1/photos')).photos.length === 3);
});

test('what the service refuses to delete comes back and says so', async (t) => {
  const album = await startAlbum(t);
  await fillAlbum(t, album, 2);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await untilShown(page, 2);
  await page.route('**/v1/photos/delete', (route) => route.fulfill({ status: 500, body: '{}' }));
  for (const _ of [1, 2]) {
    await page.locator('.cell.ready').first().focus();
    await page.keyboard.press('Delete');
  }
  await page.getByText('could not be deleted').waitFor();
});

test('another owner sees nothing, not even by the address of a photo', async (t) => {
  const album = await startAlbum(t);
  const [photo] = await fillAlbum(t, album, 1);
  const { page } = await openPage(t, browser, await album.signInLink('second'), {
    storage: [album.storageUrl],
  });
  await page.locator('.drop').waitFor();
  await page.goto(`${album.local.apiUrl}/p/${photo?.photoId}`);
  await page.getByText('This photo is not here').waitFor();
});

test('a link that signs in works once, and leaves the address', async (t) => {
  const album = await startAlbum(t);
  const link = await album.signInLink();
  const { page, context } = await openPage(t, browser, link, { storage: [album.storageUrl] });
  await page.locator('.drop').waitFor();
  assert.equal(page.url(), `${album.local.apiUrl}/`);
  const cookies = await context.cookies();
  assert.ok(cookies.length > 0 && cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax'));
  const held = await page.evaluate(() =>
    JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
  );
  assert.doesNotMatch(held, /eyJ|ps_/, 'no script can read a token');

  const again = await openPage(t, browser, link, { storage: [album.storageUrl] });
  await again.page.getByText('was used already').waitFor();
});

test('a thumbnail crosses the network once', async (t) => {
  const album = await startAlbum(t, { upload: { DOWNLOAD_URL_SECONDS: '2' } });
  await fillAlbum(t, album, 8);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await untilShown(page, 8);
  await until('the thumbnails are kept', () =>
    page.evaluate(async () => (await (await caches.open('proofsheet-thumbnails')).keys()).length === 8),
  );
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const before = album.storageRequests.length;
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await page.reload();
  await untilShown(page, 8);
  assert.deepEqual(album.storageRequests.slice(before), []);
});

test('signing out leaves nothing on the device, in no tab', async (t) => {
  const album = await startAlbum(t);
  const [photo] = await fillAlbum(t, album, 2);
  const { page, context } = await openPage(t, browser, await album.signInLink(), {
    storage: [album.storageUrl],
  });
  await untilShown(page, 2);
  await page.reload();
  await untilShown(page, 2);
  const { owner } = await page.evaluate(async () => (await fetch('/auth/session')).json());
  const other = await context.newPage();
  await other.goto(album.local.apiUrl);
  await untilShown(other, 2);
  await page.locator('.who').click();
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await loaded;
  for (const tab of [page, other]) await tab.locator('.gate').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  const left = await page.evaluate(async () => {
    const answers: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        answers.push(request.url, (await (await cache.match(request))?.text()) ?? '');
      }
    }
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return { databases, kept: JSON.stringify([answers, { ...localStorage }, { ...sessionStorage }]) };
  });
  assert.deepEqual(left.databases, []);
  assert.ok(!left.kept.includes(owner), 'nothing names the owner');
  assert.ok(!left.kept.includes(photo?.photoId ?? owner), 'nothing names a photo');
  assert.deepEqual(await context.cookies(), []);
});

test('the lightbox shows the screen variant, the way of the photo, and its address opens it again', async (t) => {
  const album = await startAlbum(t);
  const [photo] = await fillAlbum(t, album, 3);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await untilShown(page, 3);
  await page.goto(`${album.local.apiUrl}/p/${photo?.photoId}`);
  await page.locator('.plate img.full.there').waitFor();
  const source = await page.locator('.plate img.full').getAttribute('src');
  assert.match(source ?? '', /variants\/screen|screen/);
  await page.getByText('Thumbnail ready').waitFor();
});

test('photos that are picked come as one zip, none of it through the service', async (t) => {
  const album = await startAlbum(t);
  const photos = await fillAlbum(t, album, 3);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await untilShown(page, 3);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await untilShown(page, 3);
  await page.locator('.cell.ready').first().focus();
  await page.keyboard.press('Control+a');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await (await download).path();
  const zip = await readFile(file);
  const size = photos.reduce((sum, photo) => sum + photo.size, 0);
  assert.ok(zip.length > size && zip.length < size + 2000, path.basename(file));
});

test('without a network the page opens with what is kept', async (t) => {
  const album = await startAlbum(t);
  await fillAlbum(t, album, 2);
  const { page, context } = await openPage(t, browser, await album.signInLink(), {
    storage: [album.storageUrl],
  });
  await untilShown(page, 2);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await until('the page is kept', () =>
    page.evaluate(async () => {
      const answers = ['/auth/session', '/v1/client-config', '/v1/photos?limit=200'];
      const kept = await Promise.all(answers.map((answer) => caches.match(answer)));
      const thumbnails = await (await caches.open('proofsheet-thumbnails')).keys();
      return kept.every(Boolean) && thumbnails.length === 2;
    }),
  );
  await context.setOffline(true);
  await page.reload();
  await page.getByText('You are offline').first().waitFor();
  await untilShown(page, 2);
});
