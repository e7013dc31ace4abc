import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Runs the tests: `node tools/run-tests.ts [--only unit|explore|e2e|browser] [--coverage]`. Without `--only` it runs
 * the first three.
 * - `unit` starts no whole system.
 * - `explore` runs the real code through interleavings, random faults and damaged, hostile or huge files.
 * - `e2e` starts a whole system: all services as processes.
 *
 * The number of files that run at a time follows the number of cores. The exit status is 1 when a test fails or none ran.
 */

const root = new URL('../', import.meta.url);
/** A file that takes longer than this hangs. Milliseconds. A browser test starts a whole system each time. */
const timeouts = { browser: 900_000, others: 300_000 };

const patterns = {
  unit: [
    '{packages,services,dev}/*/test/**/*.test.ts',
    'tools/{test,dashboards/test}/**/*.test.ts',
    'web/test/**/*.test.ts',
  ],
  explore: ['{packages,services}/*/test/**/*.explore.ts'],
  e2e: ['demo/test/*.test.ts', 'test/e2e/*.test.ts'],
  browser: ['test/browser/*.test.ts'],
};
type Group = keyof typeof patterns;

const { values } = parseArgs({
  options: { only: { type: 'string' }, coverage: { type: 'boolean', default: false } },
});
const always: readonly Group[] = ['unit', 'explore', 'e2e'];
const groups = values.only === undefined ? always : [values.only as Group];
const chosen = groups.flatMap((group) => patterns[group] ?? []);
const files: string[] = [];
for await (const file of glob(chosen, { cwd: root })) files.push(fileURLToPath(new URL(file, root)));
if (files.length === 0) throw new Error(`no tests match --only ${values.only}`);

// Most files load the same modules: compiled once, they take three quarters of the CPU time. Coverage needs the source.
if (!values.coverage)
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled/', root));

const tests = run({
  files: files.sort(),
  concurrency: concurrency(),
  timeout: timeouts[values.only === 'browser' ? 'browser' : 'others'],
  coverage: values.coverage,
  ...(values.coverage && { coverageIncludeGlobs: ['packages/*/src/**', 'services/*/src/**'] }),
});
/** Browsers measure time: one at a time. Unit tests often wait for a timer or a child process: two for each core. */
function concurrency(): number {
  if (values.only === 'browser') return 1;
  return values.only === 'unit' ? 2 * availableParallelism() : availableParallelism();
}
// A test marked `todo` names a known fault: it is shown and does not fail the run.
tests.on('test:fail', ({ todo }) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
});
tests.compose(spec).pipe(process.stdout);
