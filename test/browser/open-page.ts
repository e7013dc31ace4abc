import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** Milliseconds that a step may take on a machine that does much else. */
const patience = 30_000;

/** What a page must never do, noted while a test runs. */
export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Origins that the page may ask besides its own. */
  readonly storage?: readonly string[];
  /** Errors that the test provokes. */
  readonly allowErrors?: boolean;
}

/** Opens the album. The test fails when the page breaks its own security policy, asks a third party, or throws. */
export async function openPage(
  t: TestContext,
  browser: Browser,
  url: string,
  { storage = [], allowErrors = false, ...options }: OpenOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(patience);
  watchContext(t, context, [new URL(url).origin, ...storage], allowErrors);
  const page = await context.newPage();
  await page.goto(url);
  t.after(() => context.close().catch(() => {}));
  return { page, context };
}

/** Notes violations of the policy, third parties and errors of a context, and judges them at the end of the test. */
export function watchContext(
  t: TestContext,
  context: BrowserContext,
  origins: readonly string[],
  allowErrors = false,
): void {
  const strangers = new Set<string>();
  const violations: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !origins.includes(origin)) strangers.add(origin);
  });
  context.on('page', (page) => {
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  });
  context.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/i.test(message.text()))
      violations.push(message.text());
  });
  t.after(() => {
    assert.deepEqual([...strangers], [], 'requests to third parties');
    assert.deepEqual(violations, [], 'violations of the Content Security Policy');
    if (!allowErrors) assert.deepEqual(errors, [], 'errors on the page');
  });
}

/** Gives files to the page as if they had been chosen. */
export async function chooseFiles(page: Page, files: Parameters<Page['setInputFiles']>[1]): Promise<void> {
  const opened = page.waitForEvent('filechooser');
  await page.locator('#add').click();
  await (await opened).setFiles(files);
}
