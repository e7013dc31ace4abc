import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { until } from '@proofsheet/harness/until';
import { openPage } from './open-page.ts';
import { startAlbum } from './start-album.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

interface Email {
  readonly to: string;
  readonly body: string;
}

test('an address is added, waits to be confirmed, and is removed', async (t) => {
  const album = await startAlbum(t);
  const { page } = await openPage(t, browser, await album.signInLink(), { storage: [album.storageUrl] });
  await page.locator('.who').click();
  await page.getByRole('button', { name: 'Email notifications' }).click();
  await page.getByText('No address yet').waitFor();
  await page.getByLabel('Email address').fill('friend@example.org');
  await page.keyboard.press('Enter');
  const entry = page.locator('.list li', { hasText: 'friend@example.org' });
  await entry.getByText('Waiting for confirmation').waitFor();

  const confirmation = await until('the email that asks to confirm', async () => {
    const answer = await fetch(album.local.mailboxUrl, { headers: { accept: 'application/json' } });
    return ((await answer.json()) as Email[]).find(({ to }) => to === 'friend@example.org');
  });
  const link = /https?:\/\/\S+confirm\S*/i.exec(confirmation?.body ?? '')?.[0] ?? '';
  assert.equal((await fetch(link)).status, 200);
  await page.keyboard.press('Escape');
  await page.locator('.who').click();
  await page.getByRole('button', { name: 'Email notifications' }).click();
  await entry.getByText('Confirmed').waitFor();
  await page.getByRole('button', { name: 'Remove friend@example.org' }).click();
  await page.getByText('No address yet').waitFor();
});
