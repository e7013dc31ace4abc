import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { clientId, clientSecret, startLoginIssuer } from '../../services/upload/test/start-login-issuer.ts';
import { openPage } from './open-page.ts';
import { startAlbum } from './start-album.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test('people sign in at an OpenID provider, are renewed there unseen, and leave', async (t) => {
  let issuer: Awaited<ReturnType<typeof startLoginIssuer>> | undefined;
  t.after(() => issuer?.close());
  const album = await startAlbum(t, {
    async upload(apiUrl) {
      issuer = await startLoginIssuer(apiUrl);
      return {
        PUBLIC_URL: apiUrl,
        OIDC_ISSUER: issuer.issuer,
        OIDC_AUDIENCE: 'photos',
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: clientSecret,
      };
    },
  });
  const origins = [album.storageUrl, issuer?.issuer ?? ''];
  const { page, context } = await openPage(t, browser, `${album.local.apiUrl}/`, { storage: origins });
  await page.clock.install();
  await page.goto(album.local.apiUrl);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator('.drop').waitFor();
  assert.equal(new URL(page.url()).origin, album.local.apiUrl);
  await page.locator('.who').click();
  await page.getByText('Signed in as Name of anna').waitFor();
  await page.keyboard.press('Escape');
  const held = await page.evaluate(() =>
    JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
  );
  assert.doesNotMatch(held, /eyJ|anna/, 'no script can read a token');

  const cookieOf = async () =>
    (await context.cookies(album.local.apiUrl)).find(
      ({ httpOnly, name }) => httpOnly && name === 'proofsheet',
    );
  const first = await cookieOf();
  const asked = page.waitForRequest((request) => request.url().includes('prompt=none'));
  const renewed = page.waitForResponse(
    (response) => response.url().endsWith('/auth/session') && response.request().method() === 'GET',
  );
  await page.clock.fastForward('55:00');
  await asked;
  assert.equal((await (await renewed).json()).signedIn, true);
  assert.notEqual((await cookieOf())?.value, first?.value, 'another cookie, with a new end');

  // The issuer's own page loads what it likes.
  await context.route(`${issuer?.issuer}/session/end**`, (route) => route.fulfill({ body: 'signed out' }));
  await page.locator('.who').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.origin === issuer?.issuer);
  assert.equal(await cookieOf(), undefined);
});
