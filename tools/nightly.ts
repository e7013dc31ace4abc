import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/**
 * Explores with fresh random seeds: `node tools/nightly.ts [--seed NUMBER]`. It prints the seed first: the same seed
 * repeats the run. Exits with 1 when any part fails.
 */

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = values.seed === undefined ? randomInt(0, 2 ** 31 - 1) : Number(values.seed);
console.log(`seed ${seed}`);

const parts: readonly (readonly [name: string, ...args: string[]])[] = [
  ['random interleavings', 'tools/run-tests.ts', '--only', 'explore'],
  ['damaged photos', 'services/worker/test/thumbnails/mutations.ts', '5000', '--from', String(seed)],
  ['a zip of 10 GB', 'test/browser/zip.test.ts', '--mb', '10000'],
  ['kills of the notifier', 'test/e2e/notifier-kills.test.ts', '--kills', '100'],
];
const failed = parts.filter(([name, ...args]) => {
  console.log(`\n# ${name}`);
  const env = { ...process.env, EXPLORE_SEED: String(seed) };
  return spawnSync(process.execPath, args, { env, stdio: 'inherit' }).status !== 0;
});
for (const [name] of failed) console.log(`failed with seed ${seed}: ${name}`);
if (failed.length > 0) process.exitCode = 1;
