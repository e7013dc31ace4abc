import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type FakeOptions, startFakeService } from './fake/start-fake-service.ts';
import { chooseFiles, openPage } from './open-page.ts';
import { startBrowser } from './start-browser.ts';

/**
 * What a screen reader finds in each state. `node --test --test-update-snapshots test/browser/aria.test.ts` writes down
 * what it finds now.
 */

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

interface State extends FakeOptions {
  /** Selects the part that is looked at; all without it. */
  readonly part?: string;
  readonly reach: (page: Page) => Promise<unknown>;
}

const album = { count: 12, months: 3 };
const seen = (page: Page) => page.locator('.cell.ready img.there').nth(11).waitFor();

const states: Readonly<Record<string, State>> = {
  'signed out': { signedIn: false, reach: (page) => page.locator('.gate').waitFor() },
  empty: { reach: (page) => page.locator('.drop').waitFor() },
  album: { ...album, reach: seen },
  selected: {
    ...album,
    async reach(page) {
      await seen(page);
      await page.locator('.cell.ready').nth(1).focus();
      await page.keyboard.press('Space');
      await page.locator('.picked').waitFor();
    },
  },
  'a file that is no photo': {
    part: '.tray',
    async reach(page) {
      await page.locator('.drop').waitFor();
      const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
      await chooseFiles(page, [text]);
      await page.locator('.cell.needs-you').waitFor();
    },
  },
  lightbox: {
    ...album,
    async reach(page) {
      await seen(page);
      await page.locator('.cell.ready').nth(2).click();
      await page.locator('.plate img.full.there').waitFor();
      await page.locator('.told-of').waitFor();
    },
  },
  'share dialog': {
    ...album,
    async reach(page) {
      await seen(page);
      await page.locator('.cell.ready').nth(1).focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Share' }).click();
      await page.locator('.box').waitFor();
    },
  },
  shortcuts: {
    ...album,
    async reach(page) {
      await seen(page);
      await page.keyboard.press('?');
      await page.locator('.box').waitFor();
    },
  },
};

for (const [name, { reach, part = 'body', ...options }] of Object.entries(states)) {
  test(`a screen reader finds: ${name}`, async (t) => {
    const service = await startFakeService({ ...options, now: Date.UTC(2026, 6, 15, 12) });
    t.after(() => service.stop());
    const settings = { timezoneId: 'UTC', locale: 'en-US', reducedMotion: 'reduce' as const };
    const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl], ...settings });
    await reach(page);
    const found = (await page.locator(part).ariaSnapshot()).replaceAll(service.url, 'http://localhost');
    t.assert.snapshot(found, { serializers: [String] });
  });
}
