import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Options that keep Chromium on loopback and quiet. */
export const launchOptions = {
  executablePath,
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** @throws Error that says what is missing */
export function requireBrowser(): void {
  if (existsSync(executablePath)) return;
  throw new Error(`these tests need Chromium at ${executablePath}: apt-get install chromium`);
}

export async function startBrowser(): Promise<Browser> {
  requireBrowser();
  return chromium.launch(launchOptions);
}
