import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { createHeicDecoder } from '../../../src/thumbnails/heic/decode-heic.ts';
import { libheifWasm, loadLibheif } from '../../../src/thumbnails/heic/libheif.ts';
import { HeifError, readHeif } from '../../../src/thumbnails/heic/read-heif.ts';
import { compare } from '../compare.ts';
import { damage } from '../damage.ts';
import { encodeHeic } from '../heic.ts';
import { make, makeGood, planFile } from '../make.ts';
import { samplePhoto, toPixels } from '../sample-photo.ts';
import { encodeGridHeic, heicSamples } from './grid-heic.ts';

const { signal } = new AbortController();
const sample = await readFile(join(heicSamples, 'srgb.heic'));

for (const [width, height] of [
  [1024, 512],
  [1300, 700],
  [2048, 1536],
] as const) {
  test(`a grid of ${width} × ${height} pixels is put together`, async () => {
    const { primary, original } = await makeGood(await encodeGridHeic(width, height));
    assert.deepEqual(original, { width, height });
    const tile = await toPixels(sharp((await makeGood(await encodeGridHeic(512, 512))).primary.body));
    const expected = await sharp(tile.data, { raw: { width: 200, height: 200, channels: 3 } })
      .resize(Math.round((512 * 200) / width))
      .toBuffer({ resolveWithObject: true });
    const corner = await toPixels(
      sharp(primary.body).extract({
        left: 0,
        top: 0,
        width: expected.info.width,
        height: expected.info.height,
      }),
    );
    const { colour } = compare(corner, { ...corner, data: expected.data });
    assert.ok(colour < 8, `the first tile is off by ${colour}`);
  });
}

test('a grid that is stored on its side is shown upright', async () => {
  const { primary, original } = await makeGood(await encodeGridHeic(1024, 512, 1));
  assert.deepEqual(original, { width: 512, height: 1024 });
  assert.deepEqual([primary.width, primary.height], [200, 400]);
});

for (const name of ['pq', 'hlg']) {
  test(`HDR by ${name.toUpperCase()} looks like the same photo in SDR`, async (t) => {
    const { primary } = await makeGood(await readFile(join(heicSamples, `${name}.heic`)));
    const photo = await samplePhoto();
    const raw = { width: photo.width, height: photo.height, channels: 3 } as const;
    const expected = await toPixels(sharp(photo.data, { raw }).resize(200));
    const { ssim, colour } = compare(await toPixels(sharp(primary.body)), expected);
    t.diagnostic(`SSIM ${ssim.toFixed(4)}, colour ${colour.toFixed(2)}`);
    // Highlights are compressed, so that nothing is identical; values taken for SDR give an SSIM of 0.8.
    assert.ok(ssim > 0.95 && colour < 14, `SSIM ${ssim}, colour ${colour}`);
  });
}

test('the time that the camera wrote into a HEIC is read', async () => {
  const { takenAt } = await makeGood(await readFile(join(heicSamples, 'on-its-side.heic')));
  assert.equal(takenAt, '2026-08-15T14:30:59+09:00');
});

test('a decoder that finds a file damaged writes nothing among the lines of the log', async (t) => {
  const calls = [t.mock.method(console, 'log'), t.mock.method(console, 'error')];
  // libde265 says "SPS error" of this one.
  const file = damage(await readFile(join(heicSamples, 'alpha.heic')), 134);
  const lib = loadLibheif(await WebAssembly.compile(await readFile(libheifWasm)), 1e8);
  assert.throws(() => readHeif(lib, file, { maxPixels: 1e7, maxBytes: 1e8 }), HeifError);
  assert.deepEqual(
    calls.map(({ mock }) => mock.callCount()),
    [0, 0],
  );
});

test('all sizes of a HEIC are made from one decode', async () => {
  const { primary, variants } = await makeGood(await encodeGridHeic(2000, 1500), {
    variants: [{ name: 'screen', width: 1600, height: 1600, format: 'jpeg' }],
  });
  const screen = variants.get('screen');
  assert.deepEqual([primary.width, primary.height], [200, 150]);
  assert.deepEqual([screen?.width, screen?.height], [1600, 1200]);
});

test('a decode ends when its signal is aborted, though it would go on for seconds', async () => {
  const abort = new AbortController();
  const file = await encodeGridHeic(16_000, 12_000);
  const decoding = createHeicDecoder()({ file, maxPixels: 2e8, maxBytes: 2e9, width: 200 }, abort.signal);
  const reason = new Error('late');
  setTimeout(() => abort.abort(reason), 100);
  await assert.rejects(decoding, reason);
});

test('past its deadline the decode of a HEIC is ended, not only given up', async () => {
  const decode = createHeicDecoder();
  let end: Promise<string> | undefined;
  const decodeHeic: typeof decode = (job, limit) => {
    const decoding = decode(job, limit);
    end = decoding.then(
      () => 'decoded',
      (error: Error) => error.name,
    );
    return decoding;
  };
  const file = await encodeGridHeic(16_000, 12_000);
  const plan = await planFile(file, { maxPixels: 2e8, decodeMs: 100, decodeHeic });
  assert.ok(plan.kind === 'plan');
  const { result, settled } = plan.start(signal);
  await assert.rejects(result, { name: 'DecodeTimeoutError' });
  await settled;
  assert.equal(await end, 'DecodeTimeoutError');
});

test('a decode that needs more memory than it was granted is refused', async () => {
  const file = await encodeGridHeic(4032, 3024);
  const decoding = createHeicDecoder()({ file, maxPixels: 1e8, maxBytes: 18 * 2 ** 20, width: 200 }, signal);
  await assert.rejects(decoding, { name: 'HeicError', reason: 'too-much-memory' });
});

const refused: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
  truncated: () => sample.subarray(0, sample.length - 9000),
  corrupt: () => encodeHeic(400, 300),
};

for (const [reason, encode] of Object.entries(refused)) {
  test(`a HEIC is refused as ${reason}`, async () => {
    assert.deepEqual(await make(await encode()), { kind: 'failed', reason });
  });
}

test('a photo of 48 megapixels with all its tiles is taken', async () => {
  const plan = await planFile(await encodeGridHeic(8064, 6048));
  assert.equal(plan.kind, 'plan');
});

test('HEIC is refused where it is turned off', async () => {
  const made = await make(sample, { formats: ['jpeg', 'avif'] });
  assert.deepEqual(made, { kind: 'failed', reason: 'unsupported-format' });
});
