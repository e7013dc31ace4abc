// Makes the thumbnails of one file and prints by how many bytes the peak of this process grew.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { createRecipe } from '../../src/thumbnails/create-recipe.ts';
import { setUpSharp } from '../../src/thumbnails/set-up-sharp.ts';
import { defaults } from './make.ts';

const [path = '', options = '{}'] = process.argv.slice(2);
const recipe = createRecipe({ ...defaults, ...JSON.parse(options) });
setUpSharp([...defaults.formats, 'tiff']);

// What is loaded once is no cost of a photo.
const first = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'red' } })
  .jpeg()
  .toBuffer();
const { signal } = new AbortController();
const warm = await recipe.plan(first, signal).result;
if (warm.kind === 'plan') await warm.start(signal).result;
const file = readFileSync(path);

const before = readPeak();
const plan = await recipe.plan(file, signal).result;
const planned = readPeak();
const made = plan.kind === 'plan' ? await plan.start(signal).result : plan;
const outcome = made.kind === 'failed' ? made.reason : 'made';
const memoryBytes = plan.kind === 'plan' ? plan.memoryBytes : 0;
console.log(
  JSON.stringify({ outcome, memoryBytes, planGrowth: planned - before, growth: readPeak() - before }),
);

/** Bytes. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function readPeak(): number {
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kib) * 1024;
}
