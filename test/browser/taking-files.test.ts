import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { samplePhotos } from '@proofsheet/demo';
import { outcomeKey } from '@proofsheet/photos';
import type { Browser, Page } from 'playwright-core';
import { untilShown } from './fill-album.ts';
import { makePhotos } from './make-photos.ts';
import { chooseFiles, openPage } from './open-page.ts';
import { type AlbumSystem, startAlbum } from './start-album.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

async function openAlbum(t: Parameters<typeof startAlbum>[0], album: AlbumSystem) {
  const opened = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await opened.page.locator('#add').waitFor();
  return opened;
}

/** Lets go of files and folders over the page, as a file manager does. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  }
}

test('a folder that is dropped is read to its depths', async (t) => {
  const album = await startAlbum(t);
  const [one = '', two = '', three = ''] = await makePhotos(t, 3);
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-folder-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, 'trip', 'day 2'), { recursive: true });
  await copyFile(one, path.join(folder, 'a.jpg'));
  await copyFile(two, path.join(folder, 'trip', 'b.jpg'));
  await copyFile(three, path.join(folder, 'trip', 'day 2', 'c.jpg'));
  await copyFile(three, path.join(folder, '.hidden.jpg'));
  const { page } = await openAlbum(t, album);
  await drop(page, [folder]);
  await untilShown(page, 3);
  const { photos } = await album.call<{ photos: { filename: string }[] }>('/v1/photos');
  assert.deepEqual(photos.map(({ filename }) => filename).sort(), ['a.jpg', 'b.jpg', 'c.jpg']);
});

test('a photo that is pasted is uploaded', async (t) => {
  const album = await startAlbum(t);
  const [file = ''] = await makePhotos(t, 1);
  const { page } = await openAlbum(t, album);
  const bytes = (await readFile(file)).toString('base64');
  await page.evaluate((base64) => {
    const clipboardData = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    clipboardData.items.add(new File([content], 'pasted.jpg', { type: 'image/jpeg' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, bytes);
  await untilShown(page, 1);
});

test('HEIC is shown as a thumbnail, and opens', async (t) => {
  const album = await startAlbum(t);
  const heic = (await samplePhotos()).find((file) => file.endsWith('.heic')) ?? '';
  const { page } = await openAlbum(t, album);
  await chooseFiles(page, heic);
  await untilShown(page, 1);
  await page.locator('.cell.ready').first().click();
  await page.locator('.plate img.full.there').waitFor();
});

test('without room to remember the files they are uploaded, and the page says so', async (t) => {
  const album = await startAlbum(t);
  const files = await makePhotos(t, 8);
  const { page, context } = await openAlbum(t, album);
  const client = await context.newCDPSession(page);
  await client.send('Storage.overrideQuotaForOrigin', { origin: album.local.apiUrl, quotaSize: 1000 });
  await chooseFiles(page, files);
  await page.getByText('no room to remember').waitFor();
  await untilShown(page, 8);
});

test('a photo that took too long is tried again by a click', async (t) => {
  const album = await startAlbum(t, { services: [] });
  const { page } = await openAlbum(t, album);
  await chooseFiles(page, await makePhotos(t, 1));
  await page.locator('.cell.developing').waitFor();
  const signal = AbortSignal.timeout(60_000);
  const [original] = await album.originals.list({ prefix: 'photos/', limit: 1 }, signal);
  assert.ok(original);
  const key = outcomeKey(original.key, original.etag, { status: 'failed', reason: 'timeout' });
  await album.derived.put(key, '', { contentType: 'application/json' }, signal);
  const cell = page.locator('.cell.needs-you', { hasText: 'It took too long' });
  await cell.getByRole('button', { name: 'Try again' }).click();
  await cell.waitFor({ state: 'detached' });
  await album.startService('worker');
  await untilShown(page, 1);
});
