import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { dropUnusedScans, isShrunkToEighth } from '../../../src/thumbnails/progressive/drop-unused-scans.ts';
import { makeGood } from '../make.ts';
import { samplesDir } from '../sample-photo.ts';
import { encodeProgressive } from './encode-progressive.ts';
import { randomOptions } from './random-options.ts';
import { shrinkTo } from './shrink.ts';

/** Nine times as wide as its thumbnail: sharp then has libjpeg shrink it to an eighth. */
const sample = sharp(await readFile(join(samplesDir, 'brushes.jpg'))).resize(243, 187, {
  fit: 'fill',
});

const encoders: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  '4:2:0': (image) => image.jpeg({ progressive: true }),
  '4:4:4': (image) => image.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  'of mozjpeg': (image) => image.jpeg({ mozjpeg: true }),
  'of mozjpeg, 4:4:4': (image) => image.jpeg({ mozjpeg: true, chromaSubsampling: '4:4:4' }),
  grey: (image) => image.toColourspace('b-w').jpeg({ progressive: true }),
  CMYK: (image) => image.toColourspace('cmyk').jpeg({ progressive: true }),
};

for (const [what, encode] of Object.entries(encoders)) {
  test(`a progressive JPEG ${what} loses what is not used, and looks the same`, async (t) => {
    const file = await encode(sample.clone()).toBuffer();
    const left = dropUnusedScans(Buffer.from(file));
    t.diagnostic(`${file.length} bytes, ${left.length} left`);
    assert.ok(left.length < file.length * 0.6, `${left.length} of ${file.length} bytes`);
    const pixels = await shrinkTo(left, 27);
    assert.ok(pixels);
    assert.deepEqual(pixels, await shrinkTo(file, 27));
  });
}

const untouched: Readonly<Record<string, () => Promise<Buffer>>> = {
  'a baseline JPEG': () => sample.clone().jpeg().toBuffer(),
  'a PNG': () => sample.clone().png().toBuffer(),
  'a JPEG without its end marker': async () =>
    (await sample.clone().jpeg({ progressive: true }).toBuffer()).subarray(0, -2),
  'a JPEG cut in half': async () =>
    (await sample.clone().jpeg({ progressive: true }).toBuffer()).subarray(0, 3000),
  'no bytes': async () => Buffer.alloc(0),
};

for (const [what, make] of Object.entries(untouched)) {
  test(`${what} is left as it is`, async () => {
    const file = await make();
    const copy = Buffer.from(file);
    assert.equal(dropUnusedScans(file), file);
    assert.deepEqual(file, copy);
  });
}

test('an image whose coefficients never become complete is left as it is: a decoder smooths it', () => {
  const options = randomOptions(1);
  const components = [{ across: 1, down: 1 }];
  const dc = { components: [0], first: 0, last: 0, high: 0, low: 0 };
  for (const ac of [[], [{ ...dc, first: 1, last: 63, low: 1 }], [{ ...dc, first: 1, last: 62 }]]) {
    const file = encodeProgressive({ ...options, components, scans: [dc, ...ac] });
    assert.equal(dropUnusedScans(file), file);
  }
});

for (const width of [1790, 1799, 1800, 1801, 2000, 2600]) {
  test(`the primary of a progressive JPEG ${width} pixels wide is what sharp makes of it`, async () => {
    const image = sample.clone().resize(width, 300, { fit: 'fill' });
    for (const orientation of [1, 6]) {
      const stored = orientation === 6 ? image.clone().rotate(90) : image.clone();
      const file = await sharp(await stored.jpeg({ progressive: true }).toBuffer())
        .withMetadata({ orientation })
        .jpeg({ progressive: true })
        .toBuffer();
      const expected = await sharp(file).autoOrient().resize(200).jpeg({ mozjpeg: true }).toBuffer();
      assert.deepEqual((await makeGood(Buffer.from(file))).primary.body, expected);
    }
  });
}

test('libjpeg shrinks to an eighth from nine times the size on, and never below nine rows', () => {
  assert.equal(isShrunkToEighth({ width: 1800, height: 9 }, 200), true);
  assert.equal(isShrunkToEighth({ width: 1799, height: 1799 }, 200), false);
  assert.equal(isShrunkToEighth({ width: 4000, height: 8 }, 200), false);
});
