import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import sharp from 'sharp';
import { createRecipe } from '../../src/thumbnails/create-recipe.ts';
import { setUpSharp } from '../../src/thumbnails/set-up-sharp.ts';
import { parseVariants, type Variant, variantFits, variantFormats } from '../../src/thumbnails/variant.ts';
import { compare, type Pixels } from './compare.ts';
import { defaults, makeGood } from './make.ts';
import { asStored, fromPixels, samplePhoto, toPixels } from './sample-photo.ts';

let photo: Pixels;
let file: Buffer;

before(async () => {
  setUpSharp(defaults.formats);
  photo = await samplePhoto();
  file = await fromPixels(photo).png().toBuffer();
});

const sizes: [what: string, variant: Omit<Variant, 'name' | 'format'>, width: number, height: number][] = [
  ['a width alone', { width: 300 }, 300, 236],
  ['a height alone', { height: 63 }, 80, 63],
  ['inside both', { width: 300, height: 63 }, 80, 63],
  ['covering both', { width: 100, height: 100, fit: 'cover' }, 100, 100],
  ['contained in both', { width: 100, height: 100, fit: 'contain' }, 100, 100],
  ['filling both', { width: 100, height: 200, fit: 'fill' }, 100, 200],
  ['outside both', { width: 100, height: 100, fit: 'outside' }, 127, 100],
  ['as wide as the original', { width: 400 }, 400, 315],
  ['wider than the original', { width: 401 }, 400, 315],
  ['taller than the original', { height: 8192 }, 400, 315],
  ['of one pixel', { width: 1 }, 1, 1],
];

for (const [what, variant, width, height] of sizes) {
  test(`a further size: ${what}`, async () => {
    const image = await makeVariant({ ...variant, format: 'png' });
    const header = await sharp(image.body).metadata();
    assert.deepEqual([image.width, image.height], [width, height]);
    assert.deepEqual([header.width, header.height], [width, height]);
  });
}

// A size that the photo is to be contained in is filled up around it.
for (const fit of variantFits.filter((fit) => fit !== 'contain')) {
  test(`a further size is never larger than the original, even when it is to be: ${fit}`, async () => {
    const { width, height } = await makeVariant({ width: 4000, height: 3000, fit, format: 'png' });
    assert.ok(width <= 400 && height <= 315, `${width} × ${height}`);
  });
}

for (const format of variantFormats) {
  test(`a further size as ${format} looks like the photo and carries none of its metadata`, async () => {
    const stored = await fromPixels(asStored(photo, 6)).withMetadata({ orientation: 6 }).png().toBuffer();
    const image = await makeVariant({ width: 320, format, quality: 90 }, stored);
    const { exif, icc, xmp, orientation, ...header } = await sharp(image.body).metadata();
    assert.equal(image.contentType, `image/${format}`);
    assert.equal(header.mediaType, `image/${format}`);
    assert.deepEqual([exif, icc, xmp, orientation], new Array(4).fill(undefined));
    const likeness = compare(
      await toPixels(sharp(image.body)),
      await toPixels(fromPixels(photo).resize(320)),
    );
    assert.ok(likeness.ssim > 0.97 && likeness.colour < 4.5, JSON.stringify(likeness));
  });
}

test('a lower quality makes a smaller file', async () => {
  const low = await makeVariant({ width: 300, format: 'webp', quality: 20 });
  const high = await makeVariant({ width: 300, format: 'webp', quality: 95 });
  assert.ok(low.body.length < high.body.length / 2, `${low.body.length}, ${high.body.length}`);
});

test('the primary stays what it is beside further sizes, smaller and larger ones', async () => {
  const alone = await makeGood(file);
  for (const width of [50, 200, 399, 4000]) {
    const { primary } = await makeGood(file, { variants: [{ name: 'more', width, format: 'jpeg' }] });
    assert.deepEqual([primary.width, primary.height], [200, 158]);
    const { ssim } = compare(await toPixels(sharp(primary.body)), await toPixels(sharp(alone.primary.body)));
    assert.ok(ssim > 0.97, `beside ${width}: ${ssim}`);
  }
});

test('each of several sizes comes under its name', async () => {
  const variants: Variant[] = [
    { name: 'small', width: 40, format: 'jpeg' },
    { name: 'large', width: 320, format: 'webp' },
    { name: 'square', width: 64, height: 64, fit: 'cover', format: 'png' },
  ];
  const made = await makeGood(file, { variants });
  const got = [...made.variants].map(([name, { width, height }]) => [name, width, height]);
  assert.deepEqual(got, [
    ['small', 40, 32],
    ['large', 320, 252],
    ['square', 64, 64],
  ]);
});

test('a photo smaller than the primary is enlarged for the primary alone', async () => {
  const small = await fromPixels(photo).resize(80).png().toBuffer();
  const { primary, variants } = await makeGood(small, {
    variants: [{ name: 'large', width: 320, format: 'png' }],
  });
  assert.equal(primary.width, 200);
  assert.equal(variants.get('large')?.width, 80);
});

test('a list of sizes is read as it is written', () => {
  const variants = [{ name: 'large-2', width: 1200, height: 900, fit: 'cover', format: 'webp', quality: 70 }];
  assert.deepEqual(parseVariants(JSON.stringify(variants)), variants);
  assert.deepEqual(parseVariants('[]'), []);
});

const good = { name: 'large', width: 100, format: 'jpeg' };
const wrong: [list: unknown, message: RegExp][] = [
  [{}, /must be a JSON list/],
  [[null], /size 1: needs a name/],
  [['large'], /size 1: /],
  [[good, { ...good, name: 'Large' }], /size 2: needs a name/],
  [[{ ...good, name: 'a/b' }], /size 1: needs a name/],
  [[{ ...good, name: '' }], /size 1: needs a name/],
  [[{ ...good, name: 'x'.repeat(33) }], /size 1: needs a name/],
  [[{ name: 'large', format: 'jpeg' }], /size 1: needs a width or a height/],
  [[{ ...good, width: 0 }], /size 1: has a width or height/],
  [[{ ...good, width: 1.5 }], /size 1: has a width or height/],
  [[{ ...good, height: 8193 }], /size 1: has a width or height/],
  [[{ ...good, width: '100' }], /size 1: has a width or height/],
  [[{ ...good, format: 'gif' }], /size 1: needs a format/],
  [[{ name: 'large', width: 100 }], /size 1: needs a format/],
  [[{ ...good, fit: 'crop' }], /size 1: has a fit/],
  [[{ ...good, quality: 101 }], /size 1: has a quality/],
  [[{ ...good, qualty: 80 }], /size 1: does not know qualty/],
  [[good, { ...good, width: 200 }], /two sizes have the same name/],
];

for (const [list, message] of wrong) {
  test(`sizes are refused: ${JSON.stringify(list)}`, () => {
    assert.throws(() => parseVariants(JSON.stringify(list)), message);
  });
}

test('sizes that are no JSON are refused', () => {
  assert.throws(() => parseVariants('large=1200'), /JSON/);
});

test('the id of a recipe changes with all that changes a thumbnail, and with nothing else', () => {
  const idOf = (options: Partial<typeof defaults>) => createRecipe({ ...defaults, ...options }).id;
  const looks: Partial<typeof defaults>[] = [
    {},
    { background: '#000000' },
    { variants: [{ name: 'large', width: 100, format: 'jpeg' }] },
    { variants: [{ name: 'large', width: 101, format: 'jpeg' }] },
    { variants: [{ name: 'large', width: 100, format: 'webp' }] },
    { variants: [{ name: 'large', width: 100, format: 'jpeg', quality: 90 }] },
    { variants: [{ name: 'larger', width: 100, format: 'jpeg' }] },
    { variants: [{ name: 'large', width: 100, fit: 'cover', format: 'jpeg' }] },
  ];
  assert.equal(new Set(looks.map(idOf)).size, looks.length);
  for (const same of [{ decodeMs: 1 }, { maxPixels: 1 }, { maxFrames: 1 }, { formats: ['png'] }]) {
    assert.equal(idOf(same), idOf({}));
  }
});

async function makeVariant(variant: Omit<Variant, 'name'>, from = file) {
  const { variants } = await makeGood(from, { variants: [{ name: 'one', ...variant }] });
  return variants.get('one') ?? assert.fail('the size is missing');
}
