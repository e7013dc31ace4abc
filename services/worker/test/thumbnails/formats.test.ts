import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import type { Image } from '../../src/thumbnails/recipe.ts';
import { setUpSharp } from '../../src/thumbnails/set-up-sharp.ts';
import { colourSamples, encodeDisplayP3Png, encodeLinearPng, withChunk } from './coloured.ts';
import { compare, type Likeness, type Pixels } from './compare.ts';
import { heicSamples } from './heic/grid-heic.ts';
import { defaults, makeGood } from './make.ts';
import { asStored, fromPixels, samplePhoto, toPixels } from './sample-photo.ts';
import { encodeAdobeRgbJpeg, writeAdobeRgbProfile } from './special-photos.ts';

let photo: Pixels;
let dir = '';
let adobeRgb = '';

before(async () => {
  setUpSharp(defaults.formats);
  photo = await samplePhoto();
  dir = await mkdtemp(join(tmpdir(), 'formats-'));
  adobeRgb = join(dir, 'adobe-rgb.icc');
  await writeAdobeRgbProfile(adobeRgb);
});
after(() => rm(dir, { recursive: true }));

interface Case {
  readonly encode: (photo: Pixels) => Promise<Buffer>;
  /** Below 1 for what cannot hold strong colours. */
  readonly saturation?: number;
  /** What the thumbnail should look like, if not like the photo itself. */
  readonly show?: (photo: Pixels) => Pixels;
  /** How much is lost at most, if more than usual. */
  readonly least?: Likeness;
}

/** What encoding twice takes away, and no more: a profile that is left out costs several times that. */
const usual: Likeness = { ssim: 0.98, colour: 4.5 };
const fewColours: Likeness = { ssim: 0.975, colour: 5 };
/** Paper is less white and ink less black than a screen. */
const printed: Likeness = { ssim: 0.93, colour: 10 };

const encoded =
  (encode: (image: Sharp) => Sharp, from: (photo: Pixels) => Sharp = fromPixels): Case['encode'] =>
  (photo) =>
    encode(from(photo)).toBuffer();
const transparent = (encode: (image: Sharp) => Sharp): Case => ({
  encode: encoded(encode, fadingOut),
  show: (photo) => overBackground(photo, [255, 255, 255]),
});
const grey = (encode: (image: Sharp) => Sharp): Case => ({ encode: encoded(encode), saturation: 0 });

/** `heic/samples` holds the same photo, encoded with x265 by pillow-heif. */
const heic = (name: string): Case => ({ encode: () => readFile(join(heicSamples, `${name}.heic`)) });

const cases: Readonly<Record<string, Case>> = {
  'a baseline JPEG': { encode: encoded((image) => image.jpeg({ quality: 92 })) },
  'a progressive JPEG': { encode: encoded((image) => image.jpeg({ quality: 92, progressive: true })) },
  'a JPEG of full chroma': { encode: encoded((image) => image.jpeg({ chromaSubsampling: '4:4:4' })) },
  'a grey JPEG': grey((image) => image.toColourspace('b-w').jpeg({ quality: 92 })),
  'a JPEG whose components are red, green and blue': { encode: encodeAdobeRgbJpeg },
  'a JPEG in Display P3': { encode: encoded((image) => image.withIccProfile('p3').jpeg({ quality: 92 })) },
  'a JPEG in Adobe RGB': { encode: encoded((image) => image.withIccProfile(adobeRgb).jpeg({ quality: 92 })) },
  'a CMYK JPEG': {
    encode: encoded((image) => image.toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 92 })),
    saturation: 0.4,
    least: printed,
  },
  'a CMYK JPEG without a profile': {
    encode: encoded((image) => image.toColourspace('cmyk').jpeg({ quality: 92 })),
    saturation: 0.4,
    least: printed,
  },
  'a PNG': { encode: encoded((image) => image.png()) },
  'a PNG of 16 bits': { encode: encoded((image) => image.toColourspace('rgb16').png()) },
  'an interlaced PNG': { encode: encoded((image) => image.png({ progressive: true })) },
  'a PNG with a palette': { encode: encoded((image) => image.png({ palette: true })), least: fewColours },
  'a grey PNG': grey((image) => image.toColourspace('b-w').png()),
  'a grey PNG of 16 bits': grey((image) => image.toColourspace('grey16').png()),
  'a PNG in Display P3': { encode: encoded((image) => image.withIccProfile('p3').png()) },
  'a PNG with alpha': transparent((image) => image.png()),
  'a PNG of 16 bits with alpha': transparent((image) => image.toColourspace('rgb16').png()),
  'a WebP': { encode: encoded((image) => image.webp({ quality: 92 })) },
  'a lossless WebP': { encode: encoded((image) => image.webp({ lossless: true })) },
  'a WebP in Display P3': { encode: encoded((image) => image.withIccProfile('p3').webp({ quality: 92 })) },
  'a WebP with alpha': transparent((image) => image.webp({ quality: 92 })),
  'a GIF': { encode: encoded((image) => image.gif()), least: fewColours },
  'an animated GIF': { encode: animatedGif, least: fewColours },
  'an AVIF': { encode: encoded((image) => image.avif({ quality: 80, effort: 0 })) },
  'an AVIF in Display P3': {
    encode: encoded((image) => image.withIccProfile('p3').avif({ quality: 80, effort: 0 })),
  },
  'an AVIF in Display P3 by code points': {
    encode: () => readFile(join(colourSamples, 'display-p3.avif')),
  },
  'a PNG in Display P3 by code points': {
    encode: async (photo) => withChunk(await encodeDisplayP3Png(photo), 'cICP', Buffer.from([12, 13, 0, 1])),
  },
  'a PNG of 16 bits in Display P3': {
    encode: encoded((image) => image.toColourspace('rgb16').withIccProfile('p3').png()),
  },
  'a PNG of linear values': { encode: encodeLinearPng },
  'a HEIC': heic('srgb'),
  'a HEIC in Display P3': heic('display-p3-icc'),
  'a HEIC in Display P3 by code points': heic('display-p3-nclx'),
  'a HEIC of 10 bits in Display P3': heic('ten-bits-display-p3'),
  'a HEIC of full chroma': heic('full-chroma'),
  'a HEIC in the range of video': heic('video-range'),
  'a grey HEIC': { ...heic('grey'), saturation: 0 },
  'a HEIC whose Exif repeats how it is turned': heic('on-its-side'),
  'a HEIC whose second image is the primary one': heic('primary-second'),
  'a HEIC with alpha': { ...heic('alpha'), show: (photo) => overBackground(photo, [255, 255, 255]) },
  'an AVIF with alpha': transparent((image) => image.avif({ quality: 80, effort: 0 })),
};

for (const [name, { encode, saturation = 1, show = asItIs, least = usual }] of Object.entries(cases)) {
  test(`${name} gets a thumbnail that looks like it`, async (t) => {
    const shown = await toPixels(fromPixels(photo).modulate({ saturation }));
    const { primary, original } = await makeGood(await encode(shown));
    assert.deepEqual(original, { width: 400, height: 315 });
    await assertPlainJpeg(primary, 158);
    await assertLooksLike(primary, show(shown), least, t);
  });
}

const oriented: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  'a JPEG': (image) => image.jpeg({ quality: 92 }),
  'a progressive JPEG': (image) => image.jpeg({ quality: 92, progressive: true }),
  'a PNG': (image) => image.png(),
  'a WebP': (image) => image.webp({ quality: 92 }),
  'an AVIF': (image) => image.avif({ quality: 80, effort: 0 }),
};

for (const [name, encode] of Object.entries(oriented)) {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`${name} of orientation ${orientation} is shown upright`, async (t) => {
      const stored = fromPixels(asStored(photo, orientation)).withMetadata({ orientation });
      const { primary, original } = await makeGood(await encode(stored).toBuffer());
      assert.deepEqual(original, { width: 400, height: 315 });
      await assertPlainJpeg(primary, 158);
      await assertLooksLike(primary, photo, usual, t);
    });
  }
}

test('what is transparent shows the background that is set', async (t) => {
  const { primary } = await makeGood(await fadingOut(photo).png().toBuffer(), { background: '#0080ff' });
  await assertLooksLike(primary, overBackground(photo, [0, 0x80, 255]), usual, t);
});

test('a photo smaller than the thumbnail is enlarged to exactly its width', async () => {
  const small = await fromPixels(photo).resize(40, 30).jpeg().toBuffer();
  await assertPlainJpeg((await makeGood(small)).primary, 150);
});

test('the bounds catch wrong colours, a wrong orientation and a wrong crop', async (t) => {
  const wrong: Readonly<Record<string, Sharp>> = {
    'a profile left out': sharp(await fromPixels(photo).withIccProfile('p3').png().toBuffer()).withIccProfile(
      'p3',
    ),
    'red and blue swapped': fromPixels(photo).recomb([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ]),
    mirrored: fromPixels(photo).flop(),
    'upside down': fromPixels(photo).flip(),
    'seen as CMYK the wrong way round': fromPixels(photo).negate(),
    cropped: fromPixels(photo)
      .extract({ left: 8, top: 6, width: 384, height: 302 })
      .resize(400, 315, { fit: 'fill' }),
  };
  for (const [name, image] of Object.entries(wrong)) {
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const pixels = await toPixels(fromPixels({ data, width: info.width, height: info.height }).resize(200));
    const { ssim, colour } = compare(pixels, await toPixels(fromPixels(photo).resize(200)));
    t.diagnostic(`${name}: SSIM ${ssim.toFixed(4)}, colour ${colour.toFixed(2)}`);
    assert.ok(ssim < usual.ssim || colour > usual.colour, `${name}: ${ssim}, ${colour}`);
  }
});

async function assertPlainJpeg(
  { body, contentType, width, height }: Image,
  wantedHeight: number,
): Promise<void> {
  const { format, space, exif, icc, xmp, iptc, orientation, ...header } = await sharp(body).metadata();
  assert.equal(contentType, 'image/jpeg');
  assert.deepEqual([format, space], ['jpeg', 'srgb']);
  assert.deepEqual([header.width, header.height, width, height], [200, wantedHeight, 200, wantedHeight]);
  assert.deepEqual([exif, icc, xmp, iptc, orientation], new Array(5).fill(undefined));
}

async function assertLooksLike(
  { body }: Image,
  photo: Pixels,
  least: Likeness,
  t: TestContext,
): Promise<void> {
  const wanted = await toPixels(fromPixels(photo).resize(200));
  const { ssim, colour } = compare(await toPixels(sharp(body)), wanted);
  t.diagnostic(`SSIM ${ssim.toFixed(4)}, colour ${colour.toFixed(2)}`);
  assert.ok(ssim >= least.ssim, `SSIM ${ssim}`);
  assert.ok(colour <= least.colour, `colours are off by ${colour}`);
}

function asItIs(photo: Pixels): Pixels {
  return photo;
}

/** From transparent at the left to opaque at the right. */
function alphaAt(pixel: number, width: number): number {
  return Math.round((255 * (pixel % width)) / (width - 1));
}

function fadingOut({ data, width, height }: Pixels): Sharp {
  const pixels = Buffer.alloc(4 * width * height);
  for (let i = 0; i < width * height; i += 1) {
    data.copy(pixels, 4 * i, 3 * i, 3 * i + 3);
    pixels[4 * i + 3] = alphaAt(i, width);
  }
  return sharp(pixels, { raw: { width, height, channels: 4 } });
}

function overBackground({ data, width, height }: Pixels, background: readonly number[]): Pixels {
  const shown = data.map((value, i) => {
    const alpha = alphaAt(Math.floor(i / 3), width) / 255;
    return Math.round(value * alpha + (background[i % 3] ?? 0) * (1 - alpha));
  });
  return { data: Buffer.from(shown), width, height };
}

/** The photo, then the same upside down. */
async function animatedGif(photo: Pixels): Promise<Buffer> {
  const frames = [photo, asStored(photo, 3)].map(({ data }) => data);
  const { width, height } = photo;
  const raw = { width, height: 2 * height, channels: 3, pageHeight: height } as const;
  return sharp(Buffer.concat(frames), { raw }).gif().toBuffer();
}
