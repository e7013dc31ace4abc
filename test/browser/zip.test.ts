import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { startFakeService } from './fake/start-fake-service.ts';
import { openPage } from './open-page.ts';
import { startBrowser } from './start-browser.ts';

/** `node test/browser/zip.test.ts --mb 10000` zips as many megabytes. */
const { values } = parseArgs({ options: { mb: { type: 'string', default: '400' } }, strict: false });
const originalBytes = 10e6;
const count = Math.round((Number(values.mb) * 1e6) / originalBytes);

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test(`${count} originals of 10 MB become one zip, none of which stays in memory`, {
  timeout: 1_800_000,
}, async (t) => {
  const service = await startFakeService({ count: Math.max(200, count), originalBytes });
  t.after(() => service.stop());
  const { page } = await openPage(t, browser, service.url, { storage: [service.storageUrl] });
  await page.locator('.cell.ready').first().waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const client = await browser.newBrowserCDPSession();
  const { targetInfos } = await client.send('Target.getTargets');
  const worker = targetInfos.find(
    ({ type, url }) => type === 'service_worker' && url.startsWith(service.url),
  );
  const target = { targetId: worker?.targetId ?? '' };
  const { sessionId } = await client.send('Target.attachToTarget', { ...target, flatten: false });
  let peak = 0;
  client.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { result } = JSON.parse(message);
    if (result?.usedSize !== undefined)
      peak = Math.max(peak, result.usedSize + (result.backingStorageSize ?? 0));
  });
  const look = () =>
    client.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }),
    });
  const timer = setInterval(() => void look().catch(() => {}), 100);
  t.after(() => clearInterval(timer));

  const photoIds = Array.from({ length: count }, (_, index) => service.album.listed.idOf(index));
  const { bytes, head, end } = await page.evaluate(async (ids) => {
    navigator.serviceWorker.controller?.postMessage({ kind: 'zip', id: 'all', photoIds: ids });
    const timer = setInterval(
      () => navigator.serviceWorker.controller?.postMessage({ kind: 'still-here' }),
      5000,
    );
    const response = await fetch('/zip/all/photos.zip');
    const reader = response.body?.getReader();
    let total = 0;
    let first: number[] = [];
    let last: number[] = [];
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done || !value) break;
      if (total === 0) first = [...value.subarray(0, 4)];
      total += value.length;
      last = [...last, ...value.subarray(-22)].slice(-22);
    }
    clearInterval(timer);
    return { bytes: total, head: first, end: last };
  }, photoIds);
  clearInterval(timer);
  t.diagnostic(JSON.stringify({ bytes, peakMb: Math.round(peak / 1e6) }));
  assert.deepEqual(head, [0x50, 0x4b, 3, 4]);
  assert.deepEqual(end.slice(0, 4), [0x50, 0x4b, 5, 6], 'the end of a zip');
  assert.ok(bytes > count * originalBytes, `${bytes} bytes`);
  assert.ok(peak > 0 && peak < 100e6, `${peak} bytes of heap`);
  assert.equal(service.bytesOfOriginals, count * originalBytes, 'S3 sent them, and each once');
});
