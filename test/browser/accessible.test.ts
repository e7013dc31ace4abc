import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { type FakeOptions, startFakeService } from './fake/start-fake-service.ts';
import { chooseFiles, openPage } from './open-page.ts';
import { startBrowser } from './start-browser.ts';
import { samplePhotos } from '@proofsheet/demo';

let browser: Browser;
let axe = '';
before(async () => {
  browser = await startBrowser();
  axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
});
after(() => browser.close());

const waitForPhotos = (page: Page) => page.locator('.cell.ready').first().waitFor();

interface State extends FakeOptions {
  readonly reach: (page: Page) => Promise<unknown>;
}

const uploading: State = {
  count: 300,
  outcomeOf: (name) =>
    name.startsWith('fig') ? { reason: 'timeout' } : name.startsWith('two') ? { never: true } : {},
  async reach(page) {
    await waitForPhotos(page);
    const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
    const fig = { name: 'fig.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('figs') };
    await chooseFiles(page, [text, fig]);
    await page.locator('.cell.needs-you').nth(1).waitFor();
    await chooseFiles(
      page,
      (await samplePhotos()).filter((file) => !file.endsWith('.heic')),
    );
    await page.locator('.cell.developing').first().waitFor();
  },
};

const states: Readonly<Record<string, State>> = {
  'signed out': { signedIn: false, reach: (page) => page.locator('.gate').waitFor() },
  empty: { reach: (page) => page.locator('.drop').waitFor() },
  album: { count: 300, reach: waitForPhotos },
  uploading,
  selected: {
    count: 300,
    async reach(page) {
      await page
        .locator('.cell.ready')
        .nth(2)
        .click({ modifiers: ['Control'] });
      await page.locator('.picked').waitFor();
    },
  },
  deleted: {
    count: 300,
    async reach(page) {
      await page.locator('.cell.ready').nth(2).focus();
      await page.keyboard.press('Delete');
      await page.locator('#undo').waitFor();
    },
  },
  lightbox: {
    count: 300,
    async reach(page) {
      await page.locator('.cell.ready').nth(2).click();
      await page.locator('.told-of').waitFor();
    },
  },
  menu: {
    count: 300,
    async reach(page) {
      await waitForPhotos(page);
      await page.locator('.who').click();
    },
  },
  shortcuts: {
    count: 300,
    async reach(page) {
      await waitForPhotos(page);
      await page.keyboard.press('?');
      await page.locator('.box').waitFor();
    },
  },
};

for (const [name, { reach, ...options }] of Object.entries(states)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const locale of ['en-US', 'ko-KR']) {
      test(`axe finds nothing: ${name}, ${colorScheme}, ${locale}`, async (t) => {
        const service = await startFakeService(options);
        t.after(() => service.stop());
        const settings = {
          colorScheme,
          locale,
          storage: [service.storageUrl],
          reducedMotion: 'reduce' as const,
        };
        const { page, context } = await openPage(t, browser, service.url, settings);
        await reach(page);
        assert.deepEqual(await findProblems(context, page), []);
      });
    }
  }
}

/** Runs axe in an isolated world: the page's own policy does not let it in. */
async function findProblems(
  context: { newCDPSession(page: Page): Promise<import('playwright-core').CDPSession> },
  page: Page,
) {
  const client = await context.newCDPSession(page);
  const { frameTree } = await client.send('Page.getFrameTree');
  const { executionContextId } = await client.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
  });
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await client.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await evaluate(axe);
  return evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')))`);
}
