import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sharp } from 'sharp';
import { make, makeGood } from './make.ts';
import { fromPixels, samplePhoto } from './sample-photo.ts';

const photo = fromPixels(await samplePhoto());

const encoders: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  baseline: (image) => image.jpeg(),
  progressive: (image) => image.jpeg({ progressive: true }),
  'progressive, shrunk to an eighth': (image) => image.resize(2000).jpeg({ progressive: true }),
  'baseline, shrunk to an eighth': (image) => image.resize(2000).jpeg(),
  grey: (image) => image.toColourspace('b-w').jpeg(),
};

for (const [what, encode] of Object.entries(encoders)) {
  test(`a JPEG that lacks only its end marker gets its thumbnail: ${what}`, async () => {
    const file = await encode(photo.clone()).toBuffer();
    const { primary } = await makeGood(file.subarray(0, -2));
    assert.deepEqual(primary.body, (await makeGood(file)).primary.body);
  });

  test(`a JPEG whose last pixels are missing is refused: ${what}`, async () => {
    const file = await encode(photo.clone()).toBuffer();
    for (const missing of [50, 2].map((share) => Math.ceil(file.length / share))) {
      const made = await make(file.subarray(0, -missing));
      assert.deepEqual(made, { kind: 'failed', reason: 'truncated' }, `${missing} bytes`);
    }
  });
}
