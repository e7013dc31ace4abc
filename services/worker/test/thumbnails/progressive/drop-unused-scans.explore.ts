import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explorationSeed } from '@proofsheet/interleavings';
import sharp from 'sharp';
import { readJpegHeader } from '../../../src/thumbnails/header/read-jpeg-header.ts';
import { dropUnusedScans, isShrunkToEighth } from '../../../src/thumbnails/progressive/drop-unused-scans.ts';
import { damage } from '../damage.ts';
import { encodeProgressive } from './encode-progressive.ts';
import { randomOptions } from './random-options.ts';
import { shrinkTo } from './shrink.ts';

const from = explorationSeed(process.env);
sharp.concurrency(1);
sharp.cache(false);

test('random progressive JPEGs of all samplings, scans and restart intervals look the same', async (t) => {
  const count = 1000;
  let shortened = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    const { before, after, isShorter } = await compare(encodeProgressive(randomOptions(seed)));
    if (isShorter) shortened += 1;
    assert.ok(after, `seed ${seed} is refused`);
    assert.deepEqual(after, before, `seed ${seed}`);
  }
  t.diagnostic(`${count} files, ${shortened} shortened`);
  assert.ok(shortened > count / 2, `${shortened} shortened`);
});

test('damaged progressive JPEGs look the same, or are shown where they were refused', async (t) => {
  const ends = { leftAlone: 0, same: 0, shown: 0 };
  for (let seed = from; seed < from + 500; seed += 1) {
    const file = damage(encodeProgressive(randomOptions(seed)), seed);
    const { before, after, isShorter } = await compare(file);
    if (!isShorter) ends.leftAlone += 1;
    else if (before) ends.same += 1;
    else ends.shown += 1;
    if (before) assert.deepEqual(after, before, `seed ${seed}`);
  }
  t.diagnostic(JSON.stringify(ends));
  assert.ok(ends.same > 50, `${ends.same} of the damaged files were shortened`);
});

async function compare(file: Buffer) {
  const header = readJpegHeader(file);
  const width = Math.floor((header?.width ?? 0) / 9);
  const isUsed = header !== undefined && width > 0 && isShrunkToEighth(header, width);
  const left = isUsed ? dropUnusedScans(Buffer.from(file)) : file;
  return {
    before: await shrinkTo(file, width),
    after: await shrinkTo(left, width),
    isShorter: left.length < file.length,
  };
}
