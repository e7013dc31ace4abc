import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { samplePhotos } from '@proofsheet/demo';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { type FakeOptions, startFakeService } from './fake/start-fake-service.ts';
import { chooseFiles } from './open-page.ts';
import { startBrowser } from './start-browser.ts';

/** Makes the pictures of docs/album.md from the bundled photographs: `pnpm docs:screenshots`. */

const folder = fileURLToPath(new URL('../../docs/album/', import.meta.url));
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

interface Picture extends FakeOptions {
  readonly context?: BrowserContextOptions;
  readonly reach?: (page: Page) => Promise<unknown>;
}

const album = { count: 2408, months: 30 };
const seen = (page: Page) => page.locator('.cell img.there').nth(12).waitFor();

async function upload(page: Page): Promise<void> {
  await seen(page);
  const photos = (await samplePhotos()).filter((file) => !file.endsWith('.heic'));
  await chooseFiles(page, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await chooseFiles(page, photos);
  await page.locator('.cell.developing').first().waitFor();
  await page.locator('.cell.uploading canvas').nth(1).waitFor();
  // Previews are decoded two at a time.
  await page.waitForTimeout(8000);
}

const uploading: Picture = {
  ...album,
  outcomeOf: (name) =>
    name.startsWith('b') || name.startsWith('f')
      ? { never: true }
      : name.startsWith('d')
        ? { make: 50 }
        : { send: 60_000 },
  reach: upload,
};

async function openPhoto(page: Page): Promise<void> {
  await seen(page);
  await page.locator('.cell.ready').nth(6).click();
  await page.locator('.plate img.full.there').waitFor();
}

const pictures: Readonly<Record<string, Picture>> = {
  'album-light': album,
  'album-dark': { ...album, context: { colorScheme: 'dark' } },
  'uploading-light': uploading,
  'uploading-dark': { ...uploading, context: { colorScheme: 'dark' } },
  'uploading-korean': { ...uploading, context: { locale: 'ko-KR' } },
  lightbox: { ...album, reach: openPhoto },
  empty: { reach: (page) => page.locator('.drop').waitFor() },
  phone: { ...album, context: phone },
  'phone-dark': { ...album, context: { ...phone, colorScheme: 'dark' } },
};

async function take(
  browser: Browser,
  name: string,
  { context = {}, reach = seen, ...options }: Picture,
): Promise<void> {
  const service = await startFakeService(options);
  const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
  try {
    const page = await opened.newPage();
    await page.goto(service.url);
    await reach(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(800);
    await sharp(await page.screenshot())
      .jpeg({ quality: 82, mozjpeg: true })
      .toFile(path.join(folder, `${name}.jpg`));
  } finally {
    await opened.close();
    await service.stop();
  }
}

await mkdir(folder, { recursive: true });
const browser = await startBrowser();
try {
  for (const [name, picture] of Object.entries(pictures)) await take(browser, name, picture);
} finally {
  await browser.close();
}
