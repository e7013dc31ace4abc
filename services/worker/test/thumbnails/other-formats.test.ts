import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { setUpSharp } from '../../src/thumbnails/set-up-sharp.ts';
import { compare } from './compare.ts';
import { defaults, make, makeGood } from './make.ts';
import { fromPixels, samplePhoto, toPixels } from './sample-photo.ts';

// What is blocked is blocked for the whole process, so the tests of a file stand in one order.

const photo = await samplePhoto();
const tiff = await fromPixels(photo).tiff({ compression: 'lzw' }).toBuffer();
const formats = [...defaults.formats, 'tiff'];

test('TIFF is refused unless it is switched on', async () => {
  setUpSharp(defaults.formats);
  assert.deepEqual(await make(tiff), { kind: 'failed', reason: 'unsupported-format' });
  assert.deepEqual(await make(tiff, { formats }), { kind: 'failed', reason: 'unsupported-format' });
});

const tiffs: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  'by LZW': (image) => image.tiff({ compression: 'lzw' }),
  'by JPEG': (image) => image.tiff({ compression: 'jpeg', quality: 92 }),
  'not compressed, of 16 bits': (image) => image.toColourspace('rgb16').tiff({ compression: 'none' }),
  'in tiles': (image) => image.tiff({ compression: 'deflate', tile: true }),
};

for (const [what, encode] of Object.entries(tiffs)) {
  test(`TIFF that is switched on gets its thumbnail: ${what}`, async () => {
    setUpSharp(formats);
    const { primary } = await makeGood(await encode(fromPixels(photo)).toBuffer(), { formats });
    const wanted = await toPixels(fromPixels(photo).resize(200));
    const { ssim, colour } = compare(await toPixels(sharp(primary.body)), wanted);
    assert.ok(ssim > 0.98 && colour < 4.5, `${ssim}, ${colour}`);
  });
}

test('a format that is switched off is refused', async () => {
  const gif = await fromPixels(photo).gif().toBuffer();
  const avif = await fromPixels(photo).avif({ effort: 0 }).toBuffer();
  setUpSharp(['jpeg']);
  for (const file of [gif, avif, tiff]) {
    assert.deepEqual(await make(file, { formats: ['jpeg'] }), {
      kind: 'failed',
      reason: 'unsupported-format',
    });
  }
});

test('a format that is switched off is refused even where its loader is open', async () => {
  setUpSharp([...defaults.formats, 'tiff']);
  assert.deepEqual(await make(tiff), { kind: 'failed', reason: 'unsupported-format' });
  const avif = await fromPixels(photo).avif({ effort: 0 }).toBuffer();
  const made = await make(avif, { formats: ['jpeg', 'heic'] });
  assert.deepEqual(made, { kind: 'failed', reason: 'unsupported-format' });
});
