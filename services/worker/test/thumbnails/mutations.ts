// Makes thumbnails of so many damaged photos, 5,000 unless an argument says how many, within the bounds of the worker,
// and prints as JSON how they ended. The same number gives the same damage: --from 1234 1 repeats one.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { failureReasons } from '@proofsheet/photos';
import sharp, { type Sharp } from 'sharp';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createMakeOfOriginal } from '../../src/reconcile/make-of-original.ts';
import { createRecipe } from '../../src/thumbnails/create-recipe.ts';
import { setUpSharp } from '../../src/thumbnails/set-up-sharp.ts';
import { damage } from './damage.ts';
import { defaults } from './make.ts';
import { samplesDir } from './sample-photo.ts';

const encoders: readonly ((image: Sharp) => Sharp)[] = [
  (image) => image.withMetadata({ orientation: 6 }).jpeg(),
  (image) => image.jpeg({ progressive: true }),
  (image) => image.toColourspace('cmyk').jpeg(),
  (image) => image.png(),
  (image) => image.png({ progressive: true }),
  (image) => image.toColourspace('rgb16').png(),
  (image) => image.webp(),
  (image) => image.webp({ lossless: true, effort: 0 }),
  (image) => image.gif({ effort: 1 }),
  (image) => image.avif({ effort: 0 }),
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: '0' } },
});
const from = Number(values.from);
const count = Number(positionals[0] ?? 5000);

const photos = await encodePhotos();
setUpSharp(defaults.formats);
const recipe = createRecipe(defaults);
const memory = createMemoryBudget(128 * 1024 ** 2, 4);
const ends: Record<string, number> = {};
const start = performance.now();

let next = from;
await Promise.all([1, 2, 3, 4].map(takeTurns));
const seconds = Math.round((performance.now() - start) / 100) / 10;
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ files: count, ends, peakMiB, seconds }));

async function takeTurns(): Promise<void> {
  while (next < from + count) {
    const number = next;
    next += 1;
    const end = await endOf(damage(photos[number % photos.length] ?? Buffer.alloc(0), number));
    ends[end] = (ends[end] ?? 0) + 1;
  }
}

async function endOf(file: Buffer): Promise<string> {
  const { signal } = new AbortController();
  const originals = createMemoryObjectStore('originals');
  await originals.put('photo', file, { contentType: '' }, signal);
  const found = await createMakeOfOriginal(
    { originals, recipe, maxBytes: 2 ** 30, memory, alone: false },
    'photo',
    signal,
  )();
  const made = found?.made;
  if (made?.kind === 'made') return made.primary.width === 200 ? 'made' : 'unknown';
  return made?.kind === 'failed' && failureReasons.includes(made.reason) ? made.reason : 'unknown';
}

async function encodePhotos(): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for (const name of ['brushes.jpg', 'sunset.jpg']) {
    const sample = sharp(await readFile(join(samplesDir, name))).resize(600);
    for (const encode of encoders) all.push(await encode(sample.clone()).toBuffer());
  }
  return all;
}
