import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explorationSeed, walk } from '@proofsheet/interleavings';
import fc from 'fast-check';
import { createRounds } from '../../src/gather/create-rounds.ts';
import { judge } from './judge.ts';
import type { Limits } from './limits.ts';
import { createWorld } from './world.ts';

test('random orders of more photos, notifiers and faults end right', { timeout: 300_000 }, async () => {
  const limits: fc.Arbitrary<Limits> = fc.record({
    photos: fc.constantFrom(2, 3, 4),
    notifiers: fc.constantFrom(2, 3, 4),
    crashes: fc.nat(3),
    duplicates: fc.nat(2),
    late: fc.nat(2),
    stalls: fc.nat(2),
    refusals: fc.nat(2),
    cuts: fc.nat(2),
    failures: fc.nat(3),
    losses: fc.nat(3),
    deletions: fc.nat(1),
    refusing: fc.constantFrom([], [], ['owner'] as const, ['shared'] as const, ['owner', 'shared'] as const),
    repair: fc.boolean(),
    early: fc.boolean(),
    maxPhotos: fc.constantFrom(1, 2, 10),
    createRounds: fc.constantFrom(undefined, createRounds),
  });
  const choices = fc.array(fc.nat(), { minLength: 60, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(limits, choices, async (some, order) => {
      assert.equal(judge(await walk(() => createWorld(some), order)), undefined);
    }),
    { numRuns: 1500, seed: explorationSeed(process.env) },
  );
});
