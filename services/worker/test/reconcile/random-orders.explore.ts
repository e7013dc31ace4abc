import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explorationSeed, walk } from '@proofsheet/interleavings';
import fc from 'fast-check';
import { judge } from './judge.ts';
import { createWorld } from './world.ts';

test('random orders of more workers, changes, crashes and duplicates end right', {
  timeout: 300_000,
}, async () => {
  const bodies = fc.constantFrom('v1', 'v2', 'v3', 'bad 1', 'bad 2', 'big 1', undefined);
  const scenario = fc.record({
    actions: fc.uniqueArray(bodies, { minLength: 1, maxLength: 4 }),
    workers: fc.constantFrom(2, 3),
    crashes: fc.nat(3),
    duplicates: fc.nat(2),
    rollout: fc.boolean(),
  });
  const choices = fc.array(fc.nat(), { minLength: 60, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(scenario, choices, async (limits, order) => {
      // While old and new workers run side by side, one can delete a variant of the other's until the check.
      const world = () => createWorld({ ...limits, watchVariants: !limits.rollout });
      assert.equal(judge(await walk(world, order)), undefined);
    }),
    { numRuns: 3000, seed: explorationSeed(process.env) },
  );
});
