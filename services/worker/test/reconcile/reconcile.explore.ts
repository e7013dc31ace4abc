import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explore } from '@proofsheet/interleavings';
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
