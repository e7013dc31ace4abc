import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { readBlockMeans } from '../../src/thumbnails/read-block-means.ts';
import type { Pixels } from './compare.ts';
import { samplesDir, toPixels } from './sample-photo.ts';

const sizes = [
  [200, 133],
  [200, 157],
  [200, 1],
  [200, 8],
  [200, 16],
  [200, 1234],
] as const;

const photos = await Promise.all(
  ['brushes.jpg', 'sunset.jpg'].map((name) => readFile(join(samplesDir, name))),
);
const encoders: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  colour: (image) => image.jpeg({ mozjpeg: true }),
  grey: (image) => image.greyscale().jpeg({ mozjpeg: true }),
  '4:4:4': (image) => image.jpeg({ mozjpeg: true, chromaSubsampling: '4:4:4' }),
  'low quality': (image) => image.jpeg({ mozjpeg: true, quality: 20 }),
};

for (const [what, encode] of Object.entries(encoders)) {
  test(`the means of a thumbnail's blocks are those of its pixels: ${what}`, async () => {
    for (const photo of photos) {
      for (const [width, height] of sizes) {
        const jpeg = await encode(sharp(photo).resize(width, height, { fit: 'fill' })).toBuffer();
        const means = readBlockMeans(jpeg);
        assert.deepEqual([means?.width, means?.height], [25, Math.ceil(height / 8)]);
        const pixels = await toPixels(sharp(jpeg));
        // Of colours, a block of 16 × 16 pixels has one mean.
        for (const [side, toValues] of [
          [8, toLuma],
          [16, (colour: readonly number[]) => colour],
        ] as const) {
          const some = averages(means ?? pixels, side / 8, width / side, height / side).map(toValues);
          const others = averages(pixels, side, width / side, height / side).map(toValues);
          const difference = meanDifference(some.flat(), others.flat());
          assert.ok(difference < 3, `${difference} at ${width} × ${height}`);
        }
      }
    }
  });
}

test('any other JPEG, a cut one too, has no means that could be read', async () => {
  const image = sharp(photos[0]).resize(200, 133);
  const thumbnail = await image.clone().jpeg({ mozjpeg: true }).toBuffer();
  for (const other of [
    await image.clone().jpeg().toBuffer(),
    await image.clone().png().toBuffer(),
    Buffer.alloc(0),
    Buffer.alloc(5000, 0xff),
    ...Array.from({ length: 400 }, (_, length) => thumbnail.subarray(0, length)),
  ])
    assert.equal(readBlockMeans(other), undefined);
});

/** The mean colour of each whole square of an image. */
function averages({ data, width }: Pixels, side: number, across: number, down: number): number[][] {
  const all: number[][] = [];
  for (let top = 0; top < side * Math.floor(down); top += side) {
    for (let left = 0; left < side * Math.floor(across); left += side) {
      const sums = [0, 0, 0];
      for (let y = top; y < top + side; y += 1) {
        for (let x = left; x < left + side; x += 1)
          for (const channel of [0, 1, 2])
            sums[channel] = (sums[channel] ?? 0) + (data[(y * width + x) * 3 + channel] ?? 0);
      }
      all.push(sums.map((sum) => sum / side ** 2));
    }
  }
  return all;
}

function toLuma([red = 0, green = 0, blue = 0]: readonly number[]): number[] {
  return [0.299 * red + 0.587 * green + 0.114 * blue];
}

function meanDifference(some: readonly number[], others: readonly number[]): number {
  const sum = others.reduce((total, other, index) => total + Math.abs(other - (some[index] ?? 0)), 0);
  return others.length === 0 ? 0 : sum / others.length;
}
