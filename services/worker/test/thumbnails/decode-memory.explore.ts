import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { Variant } from '../../src/thumbnails/variant.ts';
import { encodeGridHeic } from './heic/grid-heic.ts';
import { encodeBlackPng, pngChunk } from './hostile-files.ts';
import { peakOf } from './peak-of.ts';
import { samplesDir } from './sample-photo.ts';

const skip = process.platform !== 'linux' && 'only Linux tells the peak of a process by itself';

/** 12 megapixels with the detail of a real photo. */
const photo = sharp(await readFile(join(samplesDir, 'sunset.jpg')));
const onItsSide = { orientation: 6 };
const fast = { compressionLevel: 1 };

const costly: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  'a baseline JPEG': (image) => image.jpeg(),
  'a baseline JPEG on its side': (image) => image.withMetadata(onItsSide).jpeg(),
  'a progressive JPEG': (image) => image.jpeg({ progressive: true }),
  'a progressive JPEG of full chroma': (image) =>
    image.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  'a PNG of 16 bits on its side': (image) => image.toColourspace('rgb16').withMetadata(onItsSide).png(fast),
  'an interlaced PNG': (image) => image.png({ ...fast, progressive: true }),
  'a WebP': (image) => image.webp({ effort: 0 }),
  'a lossless WebP': (image) => image.resize(2400).webp({ lossless: true, effort: 0 }),
  'a GIF': (image) => image.gif({ effort: 1, colours: 16, dither: 0 }),
  'a narrow JPEG, whose thumbnail is far larger': (image) =>
    image.resize(640, 32_000, { fit: 'fill' }).jpeg(),
  'an AVIF': (image) => image.avif({ effort: 0 }),
};

for (const [what, encode] of Object.entries(costly)) {
  test(`the decode takes no more memory than the header lets expect: ${what}`, { skip }, async (t) => {
    const { outcome, growth, memoryBytes, planGrowth } = await peakOf(await encode(photo.clone()).toBuffer());
    t.diagnostic(`${mib(growth)} of ${mib(memoryBytes)} MiB`);
    assert.equal(outcome, 'made');
    assert.ok(growth <= memoryBytes, `${mib(growth)} of ${mib(memoryBytes)} MiB`);
    assert.ok(planGrowth < 4 * 1024 ** 2, `${mib(planGrowth)} MiB for the header`);
  });
}

for (const [what, quarterTurns] of [
  ['', 0],
  [' on its side', 1],
] as const) {
  test(`the decode takes no more memory than the header lets expect: a HEIC${what}`, { skip }, async (t) => {
    const { outcome, growth, memoryBytes } = await peakOf(await encodeGridHeic(6048, 4032, quarterTurns));
    t.diagnostic(`${mib(growth)} of ${mib(memoryBytes)} MiB`);
    assert.equal(outcome, 'made');
    assert.ok(growth <= memoryBytes, `${mib(growth)} of ${mib(memoryBytes)} MiB`);
  });
}

test('a HEIC that is hardly larger than its variant takes no more memory than expected', {
  skip,
}, async (t) => {
  const screen = { name: 'screen', width: 1600, height: 1600, format: 'jpeg' } as const;
  const { outcome, growth, memoryBytes } = await peakOf(await encodeGridHeic(3100, 2000), {
    variants: [screen],
  });
  t.diagnostic(`${mib(growth)} of ${mib(memoryBytes)} MiB`);
  assert.equal(outcome, 'made');
  assert.ok(growth <= memoryBytes, `${mib(growth)} of ${mib(memoryBytes)} MiB`);
});

const jpeg = await photo.clone().jpeg().toBuffer();
const sizes: readonly Variant[] = [
  { name: 'a', width: 1200, format: 'avif' },
  { name: 'a', width: 8192, format: 'jpeg' },
  { name: 'a', width: 8192, format: 'webp' },
  { name: 'a', width: 8192, format: 'png' },
  { name: 'a', width: 3000, height: 3000, fit: 'cover', format: 'avif' },
  { name: 'a', width: 2000, height: 4000, fit: 'contain', format: 'avif' },
];

for (const size of sizes) {
  const what = `${size.width} × ${size.height ?? 'any'} as ${size.format}`;
  test(`a further size takes no more memory than is expected: ${what}`, { skip }, async (t) => {
    const { outcome, growth, memoryBytes } = await peakOf(jpeg, { variants: [size] });
    t.diagnostic(`${mib(growth)} of ${mib(memoryBytes)} MiB`);
    assert.equal(outcome, 'made');
    assert.ok(growth <= memoryBytes, `${mib(growth)} of ${mib(memoryBytes)} MiB`);
  });
}

test('several further sizes at once take no more memory than is expected', { skip }, async (t) => {
  const variants = sizes.map((size, i) => ({ ...size, name: `size-${i}` }));
  const { outcome, growth, memoryBytes } = await peakOf(jpeg, { variants });
  t.diagnostic(`${mib(growth)} of ${mib(memoryBytes)} MiB`);
  assert.equal(outcome, 'made');
  assert.ok(growth <= memoryBytes, `${mib(growth)} of ${mib(memoryBytes)} MiB`);
});

const compressed = deflateSync(Buffer.alloc(7_900_000));
const texts: Readonly<Record<string, Buffer>> = {
  zTXt: Buffer.concat([Buffer.from('k\0\0'), compressed]),
  iTXt: Buffer.concat([Buffer.from('k\0\x01\0\0\0'), compressed]),
  tEXt: Buffer.concat([Buffer.from('k\0'), Buffer.alloc(1_000_000, 'a')]),
};

for (const [type, content] of Object.entries(texts)) {
  test(`a PNG full of text takes no memory for the text: ${type}`, { skip }, async () => {
    const chunks = new Array<Buffer>(20).fill(pngChunk(type, content));
    const { outcome, growth } = await peakOf(encodeBlackPng(400, 300, chunks));
    assert.equal(outcome, 'made');
    assert.ok(growth < 8 * 1024 ** 2, `${mib(growth)} MiB`);
  });
}

test('an AVIF that is larger than it says is not decoded', { skip }, async () => {
  const create = { width: 6000, height: 6000, channels: 3 as const, background: '#234' };
  const file = await sharp({ create }).avif({ effort: 0 }).toBuffer();
  // Width and height of the box ispe: ISO/IEC 23008-12, 6.5.3.
  const box = file.indexOf('ispe');
  file.writeUInt32BE(64, box + 8);
  file.writeUInt32BE(64, box + 12);
  const { outcome, growth } = await peakOf(file);
  assert.equal(outcome, 'corrupt');
  assert.ok(growth < 8 * 1024 ** 2, `${mib(growth)} MiB`);
});

function mib(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
