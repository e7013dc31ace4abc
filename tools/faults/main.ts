import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type FaultRow, readFaultRows } from './fault-row.ts';

/**
 * `pnpm test:faults [--only 8,9]`: runs the tests that docs/faults.md names, but for those that need a browser, a cluster
 * or half an hour, and prints a row a fault: how it was done, what is expected, what was seen. Exits with 1 when a test
 * fails or a row saw none of its tests.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = values.only?.split(',').map(Number);
const rows = (await readFaultRows()).filter(({ number }) => !chosen || chosen.includes(number));
const isRunHere = (path: string) => /\.(test|explore)\.ts$/.test(path) && !path.includes('/test/browser/');

interface Seen {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  readonly said: readonly string[];
}
const seen = await runTests(rows);
for (const row of rows) report(row);

async function runTests(all: readonly FaultRow[]): Promise<Seen[]> {
  const tests = all.flatMap((row) => row.tests).filter(({ file }) => isRunHere(file.pathname));
  const results: Seen[] = [];
  const said = new Map<string, string[]>();
  const stream = run({
    files: [...new Set(tests.map(({ file }) => fileURLToPath(file)))],
    testNamePatterns: tests.map(({ name }) => toPattern(name)),
    concurrency: 1,
    timeout: 600_000,
  });
  for await (const { type, data } of stream) {
    if (type === 'test:diagnostic') {
      const place = `${data.file}:${data.line}`;
      said.set(place, [...(said.get(place) ?? []), data.message]);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { name, file = '', line, skip } = data;
    if (skip !== undefined && skip !== false) continue;
    if (type === 'test:fail') process.stderr.write(`${name}: ${data.details.error}\n`);
    const message = said.get(`${file}:${line}`) ?? [];
    results.push({ name, file, passed: type === 'test:pass', said: message });
  }
  return results;
}

function report({ number, fault, how, expected, runBy, tests }: FaultRow): void {
  process.stdout.write(`\n${number}. ${fault}\n   done: ${how}\n   expected: ${expected}\n`);
  const here = tests.filter(({ file }) => isRunHere(file.pathname));
  if (here.length === 0) process.stdout.write(`   not run here: ${runBy}\n`);
  for (const { name, file } of here) {
    const path = fileURLToPath(file);
    const all = seen.filter((test) => test.file === path && test.name.includes(name));
    const failed = all.filter(({ passed }) => !passed);
    if (all.length === 0 || failed.length > 0) process.exitCode = 1;
    const figures = [...new Set(all.flatMap(({ said }) => said))].join('; ');
    const counts = `${all.length - failed.length} of ${all.length} passed`;
    process.stdout.write(`   seen: ${name.trim()}: ${counts}${figures && ` (${figures})`}\n`);
  }
}

function toPattern(name: string): RegExp {
  return new RegExp(name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
