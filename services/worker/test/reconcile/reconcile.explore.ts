import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explorationSeed, explore, walk } from '@proofsheet/interleavings';
import fc from 'fast-check';
import type { createReconcile } from '../../src/reconcile/reconcile.ts';
import { judge } from './judge.ts';
import { thumbnailsOf } from './sample-recipe.ts';
import { createWorld, type Limits } from './world.ts';

const all: (Limits & { name: string })[] = [
  {
    name: 'a photo, its event received twice, a crash',
    actions: ['v1'],
    workers: 2,
    crashes: 1,
    duplicates: 1,
  },
  { name: 'replaced', actions: ['v1', 'v2'], workers: 2, crashes: 0, duplicates: 0 },
  { name: 'deleted, with a crash', actions: ['v1', undefined], workers: 2, crashes: 1, duplicates: 0 },
  { name: 'replaced by a broken one', actions: ['v1', 'bad'], workers: 2, crashes: 0, duplicates: 0 },
  { name: 'a broken one replaced', actions: ['bad', 'v2'], workers: 2, crashes: 0, duplicates: 0 },
  {
    name: 'a photo, while the recipe changes',
    actions: ['v1'],
    workers: 2,
    crashes: 0,
    duplicates: 0,
    rollout: true,
  },
  {
    name: 'one that only the next recipe can decode',
    actions: ['big'],
    workers: 2,
    crashes: 0,
    duplicates: 0,
    rollout: true,
  },
];

for (const { name, ...limits } of all) {
  test(`every order ends right: ${name}`, { timeout: 300_000 }, async (t) => {
    const { states, ends, wrong } = await explore(() => createWorld(limits), judge);
    t.diagnostic(`${states} states, ${ends} ends`);
    assert.ok(ends > 0);
    assert.deepEqual([...wrong], []);
  });
}

/** GET, make, PUT; delete what is gone: what one writes who thinks of one worker and one event at a time. */
const createNaive: typeof createReconcile = ({ originals, thumbnails }) => {
  return async (visit, signal) => {
    const original = await originals.get(visit.key, { maxBytes: 100, signal });
    const thumbnail = await thumbnails.head(visit.key, signal);
    if (!original) {
      if (thumbnail) await thumbnails.delete(visit.key, thumbnail, signal);
      return 'removed';
    }
    const { primary } = thumbnailsOf(original.body.toString());
    const metadata = { 'source-etag': original.etag };
    await thumbnails.put(visit.key, primary.body, { contentType: '', metadata }, signal);
    return 'made';
  };
};

test('a naive worker is caught: the exploration can fail', async () => {
  const limits = { actions: ['v1', undefined], workers: 2, crashes: 0, duplicates: 0 };
  const { wrong } = await explore(() => createWorld(limits, createNaive), judge);
  assert.ok(wrong.has('something is left of a photo that is gone'));
});

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
      assert.equal(judge(await walk(() => createWorld(limits), order)), undefined);
    }),
    { numRuns: 3000, seed: explorationSeed(process.env) },
  );
});
