import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { type BrowserContext, chromium } from 'playwright-core';
import { launchOptions, requireBrowser } from './start-browser.ts';

export interface KillableBrowser {
  readonly context: BrowserContext;
  /** Ends it as a crash or a power cut does: it can finish nothing. */
  kill(): Promise<void>;
}

/** A folder for a browser's profile, which outlives the browser. */
export async function makeProfile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-profile-'));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A browser with a profile on disk, in a process group of its own. */
export async function startKillable(t: TestContext, profile: string): Promise<KillableBrowser> {
  requireBrowser();
  const args = [
    ...launchOptions.args,
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(launchOptions.executablePath, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const kill = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  t.after(kill);
  for await (const line of createInterface({ input: child.stderr })) {
    const [, url] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (url === undefined) continue;
    const browser = await chromium.connectOverCDP(url);
    const [context] = browser.contexts();
    if (!context) throw new Error('the browser has no context');
    child.stderr.resume();
    return { context, kill };
  }
  throw new Error('the browser ended before it listened');
}
