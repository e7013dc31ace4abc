import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { startFakeService } from './fake/start-fake-service.ts';
import { openPage } from './open-page.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

/** Scrolls from one end to the other, a screen every other frame, and measures each frame's work. */
async function scrollThrough(page: Page, frames: number): Promise<{ work: number[]; longest: number }> {
  return page.evaluate(async (count) => {
    const sheet = document.querySelector('#sheet');
    if (!sheet) throw new Error('no sheet');
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask', buffered: false });
    const work: number[] = [];
    const step = (sheet.scrollHeight - sheet.clientHeight) / count;
    for (let frame = 1; frame <= count; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      sheet.scrollTop = step * frame;
      const start = performance.now();
      // The work of a frame: scroll events, rendering, style and layout run before this message comes.
      await new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve();
          channel.port2.postMessage(0);
        });
      });
      work.push(performance.now() - start);
    }
    return { work, longest };
  }, frames);
}

async function heapOf(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize;
}

test('100,000 photos scrolled end to end: few nodes, little memory, short tasks', async (t) => {
  const service = await startFakeService({ count: 100_000, months: 96 });
  t.after(() => service.stop());
  const { page, context } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.cell.ready').first().waitFor();
  await page.waitForFunction(() => (document.querySelector('.roll')?.clientHeight ?? 0) > 1_000_000);
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable');
  const before = await taskSeconds(client);
  const { longest } = await scrollThrough(page, 600);
  const busy = ((await taskSeconds(client)) - before) / 600;
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  const heap = await heapOf(client);
  t.diagnostic(
    JSON.stringify({ mainThreadMsPerFrame: busy * 1000, longestTaskMs: longest, nodes, heapMb: heap / 1e6 }),
  );
  assert.ok(nodes <= 600, `${nodes} nodes`);
  assert.ok(heap <= 80e6, `${heap} bytes of heap`);
});

async function taskSeconds(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

test('the last of a million photos is reached by the scroll bar', async (t) => {
  const service = await startFakeService({ count: 1_000_000, months: 120 });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.cell.ready').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.count')?.textContent?.startsWith('1,000,000'));
  const rail = await page.locator('.rail').boundingBox();
  assert.ok(rail);
  const start = performance.now();
  await page.mouse.click(rail.x + rail.width - 20, rail.y + rail.height - 4);
  const last = service.album.listed.idOf(999_999);
  await page.locator(`.cell img.there[src*="${last}"]`).waitFor();
  t.diagnostic(`reached after ${Math.round(performance.now() - start)} ms`);
  // The way back by small steps stays exact.
  await page.locator('#sheet').focus();
  await page.mouse.move(400, 400);
  await page.mouse.wheel(0, -400);
  await page.locator('.cell.ready').first().waitFor();
});

test('a page of 200 photos crosses the network in at most 25 kB', async (t) => {
  const service = await startFakeService({ count: 400 });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.cell.ready').first().waitFor();
  const bytes = await page.evaluate(
    () =>
      (
        performance.getEntriesByType('resource').find(({ name }) => name.includes('/v1/photos?')) as
          | PerformanceResourceTiming
          | undefined
      )?.encodedBodySize ?? 0,
  );
  assert.ok(bytes > 0 && bytes <= 25_000, `${bytes} bytes`);
});

test('5,000 files are queued at once, previews only of those that are seen', async (t) => {
  const service = await startFakeService({ outcomeOf: () => ({ make: 10 }) });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.drop').waitFor();
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    const pixel = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (c) =>
      c.charCodeAt(0),
    );
    for (let index = 0; index < 5000; index++) {
      transfer.items.add(new File([pixel], `${index}.gif`, { type: 'image/gif' }));
    }
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() =>
    /of 5,000|5,000/.test(document.querySelector('.tray h2')?.textContent ?? ''),
  );
  const canvases = await page.locator('.sheet canvas').count();
  assert.ok(canvases > 10 && canvases < 120, `${canvases} previews`);
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  assert.ok(nodes <= 700, `${nodes} nodes`);
});
