import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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

test('a share shows its photos to whoever has the link, and nothing once it is stopped', async (t) => {
  const album = await startAlbum(t);
  await fillAlbum(t, album, 3);
  const storage = [album.storageUrl];
  const { page } = await openPage(t, browser, await album.signInLink(), { storage });
  await untilShown(page, 3);
  await page
    .locator('.cell.ready')
    .nth(0)
    .click({ modifiers: ['Control'] });
  await page
    .locator('.cell.ready')
    .nth(1)
    .click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Create link' }).click();
  const link = await page.getByRole('textbox', { name: 'Copy link' }).inputValue();
  assert.ok(link.startsWith(`${album.local.apiUrl}/s/`), link);
  await page.keyboard.press('Escape');

  const guest = await openPage(t, browser, link, { allowErrors: true });
  await guest.page.locator('.frames img').nth(1).waitFor();
  assert.equal(await guest.page.locator('.frames .cell').count(), 2);
  await guest.page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('.frames img')].every(
      ({ complete, naturalWidth }) => complete && naturalWidth > 0,
    ),
  );
  await guest.page.locator('.frames .cell').first().click();
  await guest.page.locator('dialog.light img').first().waitFor();
  assert.equal((await guest.context.cookies()).length, 0);

  await page.locator('.who').click();
  await page.getByRole('button', { name: 'Shared links' }).click();
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await page.getByText('Nothing is shared').waitFor();
  await guest.page.goto(link);
  await guest.page.getByText('This link is over').waitFor();
  assert.equal(await guest.page.locator('.frames img').count(), 0);
});
