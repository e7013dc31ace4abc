import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sharp } from 'sharp';
import { scanForEachComponent } from '../hostile/hostile-jpegs.ts';
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

const severalScans: Readonly<Record<string, () => Promise<Buffer>>> = {
  progressive: () => photo.clone().jpeg({ progressive: true }).toBuffer(),
  'progressive, shrunk to an eighth': () => photo.clone().resize(2000).jpeg({ progressive: true }).toBuffer(),
  'mozjpeg, 4:4:4': () => photo.clone().jpeg({ mozjpeg: true, chromaSubsampling: '4:4:4' }).toBuffer(),
  'baseline with a scan for each component': async () => scanForEachComponent(800, 600),
};

for (const [what, encode] of Object.entries(severalScans)) {
  test(`a JPEG of which scans are missing is refused: ${what}`, async () => {
    const file = await encode();
    const cuts = offsetsOfScans(file).slice(1);
    assert.ok(cuts.length >= 2, `${cuts.length} scans`);
    for (const cut of cuts) {
      const made = await make(Buffer.from(file.subarray(0, cut)));
      assert.deepEqual(made, { kind: 'failed', reason: 'truncated' }, `${cut} of ${file.length} bytes`);
    }
    assert.equal((await make(Buffer.from(file.subarray(0, -2)))).kind, 'made');
  });

  test(`a JPEG may have other bytes after its end marker: ${what}`, async () => {
    const file = await encode();
    const { primary } = await makeGood(Buffer.from(file));
    const longer = await makeGood(Buffer.concat([file, Buffer.alloc(10_000, 7)]));
    assert.deepEqual(longer.primary.body, primary.body);
  });
}

/** Where the markers of scans are: no other segment of these files has these bytes. */
function offsetsOfScans(file: Buffer): number[] {
  const offsets: number[] = [];
  const marker = Buffer.from([0xff, 0xda]);
  for (let at = file.indexOf(marker); at >= 0; at = file.indexOf(marker, at + 2)) offsets.push(at);
  return offsets;
}
