import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startFakeService } from './fake/start-fake-service.ts';
import { openPage } from './open-page.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const focused = (page: Page) =>
  page.evaluate(() => Number((document.activeElement as HTMLElement | null)?.dataset.position ?? -1));

test('a person with a keyboard finds, opens, picks, deletes and brings back photos', async (t) => {
  const service = await startFakeService({ count: 3000, months: 12 });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.cell.ready').first().waitFor();

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 0, 'the skip link leads to the grid');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  assert.equal(await focused(page), 9);

  await page.keyboard.press('Enter');
  await page.locator('dialog.light').waitFor();
  assert.match(page.url(), /\/p\//);
  const opened = page.url();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((url) => location.href !== url, opened);
  await page.keyboard.press('Escape');
  await page.locator('dialog.light').waitFor({ state: 'detached' });

  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await page.locator('[aria-selected="true"]').count(), 3);
  await page.keyboard.press('Delete');
  await page.locator('#undo').waitFor();
  assert.equal(await page.locator('.count').textContent(), '2,997 photos');
  assert.ok((await focused(page)) > 0, 'the focus survives the deletion');
  await page.keyboard.press('z');
  await page.locator('#undo').waitFor({ state: 'detached' });
  assert.equal(await page.locator('.count').textContent(), '3,000 photos');
  assert.equal(service.album.deleted.size, 0);

  await page.keyboard.press('Control+End');
  await page.waitForFunction(() => Number((document.activeElement as HTMLElement).dataset.position) > 2900);
  await page.keyboard.press('Control+Home');
  await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.position === '0');
});

test('the focus survives that its cell leaves the view', async (t) => {
  const service = await startFakeService({ count: 3000, months: 12 });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.cell.ready').nth(3).focus();
  const position = await focused(page);
  await page.mouse.move(500, 500);
  for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, 2000);
  await page.waitForFunction(() => (document.querySelector('#sheet')?.scrollTop ?? 0) > 10_000);
  assert.equal(await focused(page), position);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(
    (next) => Number((document.activeElement as HTMLElement).dataset.position) === next,
    position + 1,
  );
});

test('single keys can be switched off', async (t) => {
  const service = await startFakeService({ count: 30 });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.cell.ready').first().waitFor();
  await page.keyboard.press('?');
  await page.locator('.box input[type=checkbox]').uncheck();
  await page.keyboard.press('Escape');
  await page.locator('.box').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  assert.equal(await page.locator('.box').count(), 0);
  assert.notEqual(await page.evaluate(() => document.activeElement?.id), 'search');
});

test('the years at the edge are a slider', async (t) => {
  const service = await startFakeService({ count: 3000, months: 30 });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.rail').waitFor();
  await page.keyboard.press('g');
  const first = await page.locator('.rail').getAttribute('aria-valuetext');
  await page.keyboard.press('PageDown');
  await page.waitForFunction(
    (text) => document.querySelector('.rail')?.getAttribute('aria-valuetext') !== text,
    first,
  );
});

for (const [name, options] of Object.entries({
  'at 200 % zoom': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  'on a phone of 320 px': { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
  'in forced colours': { forcedColors: 'active' as const },
})) {
  test(`nothing is cut off ${name}`, async (t) => {
    const service = await startFakeService({ count: 300 });
    t.after(() => service.stop());
    const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl], ...options });
    await page.locator('.cell.ready').first().waitFor();
    const { wide, buttons } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - innerWidth,
      buttons: [...document.querySelectorAll('.bar button')]
        .map((button) => button.getBoundingClientRect())
        .filter(({ width, right, top }) => width > 0 && top >= 0 && right > innerWidth + 1).length,
    }));
    assert.deepEqual({ wide, buttons }, { wide: 0, buttons: 0 });
  });
}

test('what a finger hits is at least 44 px on a phone', async (t) => {
  const service = await startFakeService({ count: 300 });
  t.after(() => service.stop());
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl], ...phone });
  await page.locator('.cell.ready').first().waitFor();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, [role=gridcell], a')]
      .map((element) => ({ name: element.className, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.top >= 0 && box.bottom <= innerHeight)
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`),
  );
  assert.deepEqual(small, []);
});
