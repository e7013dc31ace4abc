import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startFakeService } from './fake/start-fake-service.ts';
import { launchOptions, requireBrowser } from './start-browser.ts';

/**
 * Runs Lighthouse on the album with 200 photos: `pnpm test:lighthouse`. Exits with 1 when a score is below 95. Lighthouse
 * is fetched by npm for this run: with its hundred dependencies it is no part of the workspace.
 */

const version = '13.5.0';
const least = 95;

interface Audit {
  readonly id: string;
  readonly title: string;
  readonly score: number | null;
  readonly displayValue?: string;
}

interface Report {
  readonly categories: Readonly<
    Record<
      string,
      {
        readonly score: number;
        readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
      }
    >
  >;
  readonly audits: Readonly<Record<string, Audit>>;
}

requireBrowser();
const service = await startFakeService({ count: 200, months: 6 });
const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-lighthouse-'));
const file = path.join(folder, 'report.json');
try {
  const categories = ['performance', 'accessibility', 'best-practices'];
  const args = [
    '--yes',
    `lighthouse@${version}`,
    service.url,
    '--quiet',
    '--output=json',
    `--output-path=${file}`,
    `--only-categories=${categories}`,
    `--chrome-flags=--headless=new ${launchOptions.args.join(' ')}`,
  ];
  const env = { ...process.env, CHROME_PATH: launchOptions.executablePath };
  await promisify(execFile)('npx', args, { env, maxBuffer: 1e8 });
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  for (const [name, { score, auditRefs }] of Object.entries(report.categories)) {
    console.log(`${name}: ${Math.round(score * 100)}`);
    if (score * 100 < least) process.exitCode = 1;
    for (const { id, weight } of auditRefs) {
      const audit = report.audits[id];
      if (weight > 0 && audit && audit.score !== null && audit.score < 0.95)
        console.log(`  ${audit.title}: ${audit.displayValue ?? audit.score}`);
    }
  }
} finally {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}
