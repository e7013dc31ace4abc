import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { makeLargePhoto, makePhotos } from './make-photos.ts';
import { chooseFiles, openPage } from './open-page.ts';
import { startAlbum } from './start-album.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

interface Listed {
  readonly photos: readonly {
    readonly filename: string;
    readonly status: string;
    readonly reason?: string;
  }[];
}

const trayTitle = (page: Page) => page.locator('.tray h2');
const untilTitle = (page: Page, text: string | RegExp) =>
  trayTitle(page).filter({ hasText: text }).waitFor({ timeout: 180_000 });

test('300 photos that are dropped become 300 thumbnails', { timeout: 300_000 }, async (t) => {
  const album = await startAlbum(t);
  const files = await makePhotos(t, 300);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  const signCalls: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/uploads/batch')) signCalls.push(request.url());
  });
  await page.locator('.drop').waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the code left the address');
  await chooseFiles(page, files);
  await untilTitle(page, '300 photos ready');
  assert.equal(signCalls.length, 3);
  const listed = await Promise.all(
    ['', 'second'].map(async (which) => {
      const first = await album.call<Listed & { nextCursor?: string }>('/v1/photos?limit=200');
      return which === '' ? first : album.call<Listed>(`/v1/photos?limit=200&cursor=${first.nextCursor}`);
    }),
  );
  const photos = listed.flatMap((answer) => answer.photos);
  assert.equal(photos.filter(({ status }) => status === 'ready').length, 300);
  await page.locator('.cell.ready img.there').nth(20).waitFor();
  const sent = album.storageRequests.filter((request) => request.startsWith('PUT '));
  assert.equal(new Set(sent).size, 300);
  assert.equal(sent.length, 300, 'no photo was sent twice');
});

test('a text file and a broken photo say what they are, and the others go on', async (t) => {
  const album = await startAlbum(t);
  const [good = ''] = await makePhotos(t, 1);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await page.locator('.drop').waitFor();
  await chooseFiles(page, [
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
    { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo at all') },
    { name: 'scan.tiff', mimeType: 'image/tiff', buffer: Buffer.from('II*') },
  ]);
  await page.locator('.cell.needs-you', { hasText: 'notes.txt' }).getByText('not a photo').waitFor();
  await page.locator('.cell.needs-you', { hasText: 'scan.tiff' }).getByText('Save it as JPEG').waitFor();
  await page
    .locator('.cell.needs-you', { hasText: 'broken.jpg' })
    .getByText('cannot be read')
    .waitFor({ timeout: 60_000 });
  await chooseFiles(page, [good]);
  await page.locator('.cell.ready').waitFor({ timeout: 60_000 });
});

test('a photo whose answer was lost after S3 took it is there once, and shown as ready', async (t) => {
  let lost = 0;
  const album = await startAlbum(t, {
    faultOf: ({ method }) =>
      method === 'PUT' ? { onAnswer: (status) => status !== 200 || lost >= 2 || lost++ < 0 } : 'pass',
  });
  const { page } = await openPage(t, browser, await album.signInLink(), {
    storage: [album.storageUrl],
  });
  await page.locator('.drop').waitFor();
  await chooseFiles(page, await makePhotos(t, 5));
  await untilTitle(page, '5 photos ready');
  assert.equal(lost, 2);
  const { photos } = await album.call<Listed>('/v1/photos');
  assert.deepEqual(
    photos.map(({ filename }) => filename).sort(),
    [0, 1, 2, 3, 4].map((index) => `IMG_000${index}.jpg`),
  );
});

test('a large photo is sent in parts, and only the part again that was cut off', {
  timeout: 300_000,
}, async (t) => {
  let cut = 0;
  const album = await startAlbum(t, {
    faultOf: ({ method, path }) =>
      method === 'PUT' && path.includes('large') && cut++ === 3 ? 'reset' : 'pass',
  });
  const large = await makeLargePhoto(t, 'large.png', 60e6);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await page.locator('.drop').waitFor();
  await chooseFiles(page, [large]);
  await untilTitle(page, /1 photo ready|needs you/);
  const sent = album.storageRequests.filter(
    (request) => request.startsWith('PUT ') && request.includes('large'),
  );
  assert.equal(sent.length, Math.ceil(60e6 / 8_388_608) + 1);
});

test('without a network nothing is lost and no attempt is used up', async (t) => {
  let isDown = false;
  const album = await startAlbum(t, { faultOf: () => (isDown ? 'reset' : 'pass') });
  const files = await makePhotos(t, 12);
  const { page, context } = await openPage(t, browser, await album.signInLink(), {
    storage: [album.storageUrl],
  });
  await page.locator('.drop').waitFor();
  isDown = true;
  await context.setOffline(true);
  await chooseFiles(page, files);
  await page.getByText('You are offline').waitFor();
  isDown = false;
  await context.setOffline(false);
  await untilTitle(page, '12 photos ready');
});

test('a URL that ends before its turn comes is signed again', async (t) => {
  const album = await startAlbum(t, { upload: { UPLOAD_URL_SECONDS: '2' } });
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await page.locator('.drop').waitFor();
  await page.evaluate(() => document.dispatchEvent(new Event('ready')));
  await chooseFiles(page, await makePhotos(t, 20));
  await page.getByRole('button', { name: 'Pause all' }).click();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await page.getByRole('button', { name: 'Resume all' }).click();
  await untilTitle(page, '20 photos ready');
});

test('a session that ends in the queue is asked for, and the queue goes on', async (t) => {
  const album = await startAlbum(t);
  const { page, context } = await openPage(t, browser, await album.signInLink(), {
    storage: [album.storageUrl],
  });
  await page.locator('.drop').waitFor();
  await context.clearCookies();
  await chooseFiles(page, await makePhotos(t, 5));
  await page.getByText('Your session is over').waitFor();
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByLabel('API key').fill(album.local.apiKey);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await untilTitle(page, '5 photos ready');
});

test('two tabs never send the same file', async (t) => {
  const album = await startAlbum(t);
  const files = await makePhotos(t, 40);
  const { page, context } = await openPage(t, browser, await album.signInLink(), {
    storage: [album.storageUrl],
  });
  await page.locator('.drop').waitFor();
  await chooseFiles(page, files);
  const second = await context.newPage();
  await second.goto(album.local.apiUrl);
  await untilTitle(page, '40 photos ready');
  const sent = album.storageRequests.filter((request) => request.startsWith('PUT '));
  assert.equal(sent.length, 40);
});
