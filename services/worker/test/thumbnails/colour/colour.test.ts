import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeGood } from '../make.ts';
import { colourCases } from './cases.ts';
import { deltaE } from './delta-e.ts';
import { measurePatches } from './patches.ts';

for (const { name, encode, isHdr = false } of colourCases) {
  test(`colours are right: ${name}`, async (t) => {
    const { primary } = await makeGood(await encode());
    const { mean, most } = await measurePatches(primary.body);
    t.diagnostic(`ΔE ${mean.toFixed(2)}, at most ${most.toFixed(2)}`);
    assert.ok(mean <= 2, `ΔE ${mean}`);
    // The tone curve of HDR darkens what is brighter than half of reference white.
    assert.ok(most <= (isHdr ? 6 : 3), `ΔE ${most}`);
  });
}

test('ΔE is that of the paper', () => {
  assert.equal(deltaE([255, 255, 255], [255, 255, 255]), 0);
  // https://www.w3.org/TR/css-color-4/#color-difference-2000 gives reference code; its values for these colours:
  assert.ok(Math.abs(deltaE([255, 0, 0], [0, 0, 255]) - 52.88) < 0.05);
  assert.ok(Math.abs(deltaE([0, 0, 0], [255, 255, 255]) - 100) < 0.01);
});
