// Makes the thumbnails: see mutations.ts.
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
import { encodeGridHeic, heicSamples } from './heic/grid-heic.ts';
import { encodeHeic } from './heic.ts';
import { defaults } from './make.ts';
import { samplesDir } from './sample-photo.ts';

type Encode = (image: Sharp) => Promise<Buffer>;

const encoders: readonly (readonly [format: string, encode: Encode])[] = [
  ['jpeg', (image) => image.withMetadata({ orientation: 6, icc: 'p3' }).jpeg().toBuffer()],
  ['jpeg', (image) => image.jpeg({ progressive: true }).toBuffer()],
  ['jpeg', (image) => image.toColourspace('cmyk').jpeg().toBuffer()],
  ['jpeg', (image) => image.greyscale().jpeg().toBuffer()],
  ['png', (image) => image.png().toBuffer()],
  ['png', (image) => image.png({ progressive: true }).toBuffer()],
  ['png', (image) => image.toColourspace('rgb16').withMetadata({ icc: 'p3' }).png().toBuffer()],
  ['png', (image) => image.png({ palette: true, effort: 1 }).toBuffer()],
  ['webp', (image) => image.webp().toBuffer()],
  ['webp', (image) => image.ensureAlpha(0.5).withMetadata().webp().toBuffer()],
  ['webp', (image) => image.webp({ lossless: true, effort: 0 }).toBuffer()],
  ['webp', (image) => animate(image, (frames) => frames.webp({ effort: 0 }))],
  ['gif', (image) => image.gif({ effort: 1 }).toBuffer()],
  ['gif', (image) => animate(image, (frames) => frames.gif({ effort: 1 }))],
  ['avif', (image) => image.avif({ effort: 0 }).toBuffer()],
  ['avif', (image) => image.ensureAlpha(0.5).withMetadata({ icc: 'p3' }).avif({ effort: 0 }).toBuffer()],
  ['tiff', (image) => image.tiff().toBuffer()],
  ['tiff', (image) => image.tiff({ compression: 'lzw', tile: true }).toBuffer()],
  ['heic', async () => encodeHeic(600, 400)],
  ['heic', () => readFile(join(heicSamples, 'display-p3-icc.heic'))],
  ['heic', () => readFile(join(heicSamples, 'alpha.heic'))],
  ['heic', () => encodeGridHeic(700, 600, 1)],
];
const formats = [...new Set(encoders.map(([format]) => format))];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: '0' } },
});
const from = Number(values.from);
const count = Number(positionals[0] ?? 5000);

const photos = await encodePhotos();
setUpSharp(formats);
const recipe = createRecipe({ ...defaults, formats });
const memory = createMemoryBudget(128 * 1024 ** 2, 4);
const ends: Record<string, Record<string, number>> = {};
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
    const [format, file] = photos[number % photos.length] ?? ['', Buffer.alloc(0)];
    const end = await endOf(damage(file, number));
    ends[format] = { ...ends[format], [end]: (ends[format]?.[end] ?? 0) + 1 };
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

async function encodePhotos(): Promise<[format: string, file: Buffer][]> {
  const all: [string, Buffer][] = [];
  for (const name of ['brushes.jpg', 'sunset.jpg']) {
    const sample = sharp(await readFile(join(samplesDir, name))).resize(600);
    for (const [format, encode] of encoders) all.push([format, await encode(sample.clone())]);
  }
  return all;
}

/** Three frames, each a turn of the one before. */
async function animate(image: Sharp, encode: (frames: Sharp) => Sharp): Promise<Buffer> {
  const size = { width: 300, height: 300, fit: 'cover' } as const;
  const frames = await Promise.all(
    [0, 90, 180].map((angle) => image.clone().resize(size).rotate(angle).png().toBuffer()),
  );
  return encode(sharp(frames, { join: { animated: true } })).toBuffer();
}
