import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMailbox } from '@proofsheet/harness/read-mailbox';
import { until } from '@proofsheet/harness/until';
import { chooseFiles } from '@proofsheet/test-browser/open-page';
import { startBrowser } from '@proofsheet/test-browser/start-browser';
import sharp from 'sharp';

/** The album page and the email page in Chromium. */
export interface Album {
  signIn(apiKey: string): Promise<void>;
  /** Chooses files on the page. Resolves when the thumbnail of each is shown. */
  upload(files: readonly string[]): Promise<void>;
  /** The same with small photos made for it. Resolves when the page says that all are ready. */
  uploadMany(count: number): Promise<void>;
  /** Opens the link in the email about a photo. @throws Error when it shows no picture. */
  openLink(filename: string): Promise<void>;
  takePicture(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Time limit of a step, in milliseconds: pods may have to start. */
const patience = 180_000;

/** @throws Error when Chromium is missing. */
export async function openAlbum(urls: { readonly album: string; readonly mailbox: string }): Promise<Album> {
  const browser = await startBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page.setDefaultTimeout(patience);
  const thumbnails = page.locator('.cell.ready img.there');
  // The page may count them together with later ones.
  let uploaded = 0;
  return {
    async signIn(apiKey) {
      await page.goto(urls.album);
      await page.locator('#key').fill(apiKey);
      await page.locator('form button[type=submit]').click();
      await page.locator('#add').waitFor();
    },
    async upload(files) {
      const before = await thumbnails.count();
      await chooseFiles(page, [...files]);
      await thumbnails.nth(before + files.length - 1).waitFor();
      uploaded += files.length;
    },
    async uploadMany(count) {
      const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-photos-'));
      try {
        const files = Array.from({ length: count }, (_, index) => path.join(folder, `photo-${index}.jpg`));
        for (const [index, file] of files.entries()) {
          const background = { r: index % 256, g: (7 * index) % 256, b: (31 * index) % 256 };
          const photo = sharp({ create: { width: 2000, height: 1500, channels: 3, background } });
          await writeFile(file, await photo.jpeg().toBuffer());
        }
        await chooseFiles(page, files);
        const title = page.locator('.tray h2');
        const ready = new RegExp(`^(${count}|${count + uploaded}) photos ready$`);
        await title
          .filter({ hasText: ready })
          .waitFor({ timeout: 2 * patience })
          .catch(async () => {
            throw new Error(`the page says "${await title.textContent()}" instead of ${count} photos ready`);
          });
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    async openLink(filename) {
      const isAbout = ({ body }: { body: string }) => body.includes(filename);
      await until('the email', async () => (await readMailbox(urls.mailbox)).some(isAbout), patience);
      const emails = await browser.newPage();
      await emails.goto(urls.mailbox);
      const link = emails
        .locator('article', { hasText: filename })
        .first()
        .locator(`a[href^="${urls.album}/l/"]`);
      const opened = emails.waitForResponse((answer) => answer.request().resourceType() === 'document');
      await link.first().click();
      await opened;
      await emails.locator('img').waitFor();
      const width = await emails
        .locator('img')
        .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
      await emails.close();
      if (width === 0) throw new Error(`the link in the email about ${filename} shows no picture`);
    },
    takePicture: async (file) => void (await page.screenshot({ path: file })),
    close: () => browser.close(),
  };
}
