import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startFakeService } from './fake/start-fake-service.ts';
import { makePhotos } from './make-photos.ts';
import { chooseFiles, openPage } from './open-page.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

for (const reducedMotion of ['reduce', 'no-preference'] as const) {
  test(`with ${reducedMotion} a photo on its way ${reducedMotion === 'reduce' ? 'rests' : 'moves'}`, async (t) => {
    const service = await startFakeService({ outcomeOf: () => ({ never: true }) });
    t.after(() => service.stop());
    const storage = [service.storageUrl];
    const { page } = await openPage(t, browser, service.url, { storage, reducedMotion });
    await page.locator('.drop').waitFor();
    await chooseFiles(page, await makePhotos(t, 2));
    await page.locator('.cell.developing').nth(1).waitFor();
    await page.waitForFunction(() =>
      document.getAnimations().every((animation) => !(animation instanceof CSSTransition)),
    );
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
    if (reducedMotion === 'reduce') assert.equal(moving, 0);
    else assert.ok(moving >= 2, `${moving} move`);
  });
}
