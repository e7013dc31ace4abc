import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { type FailureReason, failureReasons } from '@proofsheet/photos';
import sharp, { type Sharp } from 'sharp';
import { setUpSharp } from '../../src/thumbnails/set-up-sharp.ts';
import { encodeHeic } from './heic.ts';
import {
  encodeBlackPng,
  encodeGif,
  encodeWebpCanvas,
  encodeWebpHeader,
  pngChunk,
  withJpegFrame,
  withJpegSize,
} from './hostile-files.ts';
import { defaults, make, makeGood, planFile } from './make.ts';
import { fromPixels, samplePhoto } from './sample-photo.ts';

const photo = fromPixels(await samplePhoto());
const jpeg = await photo.clone().jpeg().toBuffer();
const webp = await photo.clone().webp().toBuffer();
const png = await photo.clone().png().toBuffer();
const tiff = await photo.clone().tiff().toBuffer();

const foreign: Readonly<Record<string, Buffer>> = {
  SVG: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="2" height="2"/></svg>',
  ),
  TIFF: tiff,
};

before(async () => {
  // Each of these is a picture to libvips as it comes, or the tests below would show nothing.
  for (const [name, file] of Object.entries(foreign)) {
    await assert.doesNotReject(sharp(file).metadata(), name);
  }
  setUpSharp(defaults.formats);
});

for (const [name, file] of Object.entries(foreign)) {
  test(`${name} is refused, though libvips can read it`, async () => {
    assert.equal(await reasonFromHeader(file), 'unsupported-format');
  });
}

const refused: [what: string, file: () => Buffer, reason: FailureReason][] = [
  ['nothing at all', () => Buffer.alloc(0), 'empty'],
  ['one byte', () => Buffer.from([0xff]), 'unsupported-format'],
  ['text', () => Buffer.from('a photo, honestly\n'.repeat(100)), 'unsupported-format'],
  ['zero bytes only', () => Buffer.alloc(10_000), 'unsupported-format'],
  ['a PPM', () => Buffer.from('P6 2 2 255\n            '), 'unsupported-format'],
  ['a PDF', () => Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'), 'unsupported-format'],
  [
    'a BMP',
    () => Buffer.from('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0'),
    'unsupported-format',
  ],
  ['a JPEG 2000', () => Buffer.from('0000000c6a5020200d0a870a', 'hex'), 'unsupported-format'],
  ['a JPEG XL', () => Buffer.from('ff0afa1f411c00', 'hex'), 'unsupported-format'],
  ['a HEIC of 20,000 × 20,000', () => encodeHeic(20_000, 20_000), 'too-many-pixels'],
  ['a ZIP that holds a JPEG', () => Buffer.concat([Buffer.from('PK\x03\x04'), jpeg]), 'unsupported-format'],
  [
    'a PNG whose first byte is another',
    () => Buffer.concat([Buffer.from([0x88]), png.subarray(1)]),
    'unsupported-format',
  ],
  [
    'a PNG behind the first bytes of a JPEG',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), png.subarray(3)]),
    'corrupt',
  ],
  ['a PNG of 30,000 × 30,000', () => encodeBlackPng(30_000, 30_000), 'too-many-pixels'],
  ['a lossless WebP of 16,383 × 16,383', () => encodeWebpHeader(16_383, 16_383), 'too-many-pixels'],
  ['a WebP of a canvas of 30,000 × 30,000', () => encodeWebpCanvas(30_000, 30_000, webp), 'corrupt'],
  ['a JPEG of 65,500 × 65,500', () => withJpegSize(jpeg, 65_500, 65_500), 'too-many-pixels'],
  ['a JPEG without a height', () => withJpegSize(jpeg, 400, 0), 'corrupt'],
  ['a GIF of 10,000 frames', () => encodeGif(10_000), 'too-many-frames'],
  ['a GIF of 1,001 frames', () => encodeGif(1001), 'too-many-frames'],
  ['1 × 65,500 pixels', () => encodeBlackPng(1, 65_500), 'too-narrow'],
  ['1 × 51 pixels', () => encodeBlackPng(1, 51), 'too-narrow'],
  ['210 × 10,501 pixels', () => encodeBlackPng(210, 10_501), 'too-narrow'],
  ['a lossless JPEG', () => withJpegFrame(jpeg, 0xc3, 8), 'unsupported-format'],
  ['a hierarchical JPEG', () => withJpegFrame(jpeg, 0xc5, 8), 'unsupported-format'],
  ['a JPEG of 12 bits', () => withJpegFrame(jpeg, 0xc1, 12), 'unsupported-format'],
  ['a JPEG-LS', () => withJpegFrame(jpeg, 0xf7, 8), 'unsupported-format'],
];

for (const [what, file, reason] of refused) {
  test(`by its header alone it is refused as ${reason}: ${what}`, async () => {
    const bytes = file();
    const start = process.cpuUsage();
    assert.equal(await reasonFromHeader(bytes), reason);
    const { user, system } = process.cpuUsage(start);
    // To decode the smallest of the bombs takes ten times as long.
    assert.ok(user + system < 100_000, `${user + system} µs`);
  });
}

const taken: [what: string, file: () => Buffer, width: number, height: number][] = [
  ['a GIF of 1,000 frames', () => encodeGif(1000), 1, 1],
  ['a GIF whose frame is smaller than its screen', () => encodeGif(1, 500, 300), 500, 300],
  ['65,500 × 1 pixels', () => encodeBlackPng(65_500, 1), 65_500, 1],
  ['1 × 50 pixels', () => encodeBlackPng(1, 50), 1, 50],
  ['a JPEG with a ZIP behind it', () => Buffer.concat([jpeg, Buffer.from('PK\x03\x04')]), 400, 315],
  ['a JPEG that is larger than its header says', () => withJpegSize(jpeg, 40, 30), 40, 30],
];

for (const [what, file, width, height] of taken) {
  test(`odd, but it gets a thumbnail: ${what}`, async () => {
    const { original, primary } = await makeGood(file());
    assert.deepEqual(original, { width, height });
    assert.equal(primary.width, 200);
  });
}

test('a JPEG that is smaller than its header says ends by the closed list', async () => {
  assertClosed(await make(withJpegSize(jpeg, 4000, 3000)));
  assertClosed(
    await make(withJpegSize(await photo.clone().jpeg({ progressive: true }).toBuffer(), 9000, 9000)),
  );
});

test('a PNG with one text of 200 MB gets its thumbnail', async () => {
  const text = Buffer.concat([Buffer.from('k\0\0'), deflateSync(Buffer.alloc(200_000_000), { level: 1 })]);
  const { primary } = await makeGood(encodeBlackPng(400, 300, [pngChunk('zTXt', text)]));
  assert.equal(primary.width, 200);
});

const encoders: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  'baseline JPEG': (image) => image.jpeg(),
  'progressive JPEG': (image) => image.jpeg({ progressive: true }),
  PNG: (image) => image.png(),
  'interlaced PNG': (image) => image.png({ progressive: true }),
  WebP: (image) => image.webp(),
  'lossless WebP': (image) => image.webp({ lossless: true }),
  GIF: (image) => image.gif(),
  AVIF: (image) => image.avif({ effort: 0 }),
};

for (const [name, encode] of Object.entries(encoders)) {
  test(`cut at every twentieth, it is refused as truncated or corrupt: ${name}`, async () => {
    const file = await encode(photo.clone()).toBuffer();
    for (let part = 1; part < 20; part += 1) {
      const made = await make(Buffer.from(file.subarray(0, Math.floor((file.length * part) / 20))));
      const reason = made.kind === 'failed' ? made.reason : 'made';
      assert.ok(['truncated', 'corrupt'].includes(reason), `at ${5 * part} %: ${reason}`);
    }
  });
}

async function reasonFromHeader(file: Buffer): Promise<FailureReason | undefined> {
  const plan = await planFile(file);
  return plan.kind === 'failed' ? plan.reason : undefined;
}

function assertClosed(made: Awaited<ReturnType<typeof make>>): void {
  assert.ok(made.kind === 'made' || failureReasons.includes(made.reason));
}
