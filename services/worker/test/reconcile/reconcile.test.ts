import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PutOptions } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { failureKey, outcomeKey, outcomePrefix, parseOutcomeKey, variantKey } from '@proofsheet/photos';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createReconcile } from '../../src/reconcile/reconcile.ts';
import type { ReconcileRequest } from '../../src/reconcile/reconcile-context.ts';
import type { Made, Recipe } from '../../src/thumbnails/recipe.ts';
import { done, nextRecipe, sampleRecipe, thumbnailsOf } from './sample-recipe.ts';

const { signal } = new AbortController();
const key = 'album/cat.jpg';
const retired = variantKey('large', key);

test('a new photo gets its variants, its primary and then its record, which a page can show', async () => {
  const { put, reconcile, writes, recordKeys, checks } = setUp();
  const etag = await put('cat');
  assert.equal(await reconcile(), 'made');
  const record = outcomeKey(key, etag, {
    status: 'ready',
    width: 4,
    height: 3,
    thumbnailBytes: 'primary of cat'.length,
    thumbhash: 'hash',
    takenAt: undefined,
    variants: ['large'],
  });
  assert.deepEqual(recordKeys(), [record]);
  assert.deepEqual(
    writes.map(({ key: written }) => written),
    [retired, key, record],
  );
  const cached = 'private, max-age=31536000, immutable';
  assert.deepEqual(
    writes.map(({ options }) => options.cacheControl),
    [cached, cached, undefined],
  );
  assert.deepEqual(checks, []);
});

test('the body of a record names its photo, version and recipe, even if its key is shortened', async () => {
  const { put, reconcile, stores, recordKeys } = setUp({ name: `${'긴'.repeat(330)}.jpg` });
  const etag = await put('bad');
  assert.equal(await reconcile(), 'failed');
  const body = stores.derived.objects.get(recordKeys()[0] ?? '')?.body.toString() ?? '';
  const { key: named, etag: version, recipe, status, reason } = JSON.parse(body);
  assert.deepEqual(
    { named, version, recipe, status, reason },
    {
      named: `${'긴'.repeat(330)}.jpg`,
      version: etag,
      recipe: 'sample',
      status: 'failed',
      reason: 'corrupt',
    },
  );
});

test('a photo that was removed leaves nothing, variants of an earlier recipe and old records included', async () => {
  const { put, reconcile, stores, remove, old } = setUp();
  await put('cat');
  await reconcile();
  await old('corrupt');
  remove();
  assert.equal(await reconcile({ delivery: 'first' }, nextRecipe), 'removed');
  assert.deepEqual([...stores.thumbnails.objects.keys(), ...stores.derived.objects.keys()], []);
});

test('variants of an earlier recipe go once those of the present one are there', async () => {
  const { put, reconcile, stores, recordKeys } = setUp();
  await put('cat');
  await reconcile();
  assert.equal(await reconcile({ delivery: 'check' }, nextRecipe), 'made');
  assert.ok(!stores.derived.objects.has(retired));
  assert.ok(stores.derived.objects.has(variantKey('screen', key)));
  const [outcome] = recordKeys().map((name) => parseOutcomeKey(name)?.outcome);
  assert.deepEqual(outcome?.status === 'ready' && outcome.variants, ['screen']);
});

test('a foreign object over a thumbnail is replaced by the next check, and one over a record too', async () => {
  const { put, reconcile, stores, recordKeys } = setUp();
  await put('cat');
  await reconcile();
  const [record = ''] = recordKeys();
  for (const [store, at] of [
    [stores.thumbnails, key],
    [stores.derived, record],
  ] as const) {
    const before = store.objects.get(at)?.body;
    await store.put(at, 'foreign', { contentType: 'text/plain' }, signal);
    assert.equal(await reconcile({ delivery: 'check' }), 'made');
    assert.deepEqual(store.objects.get(at)?.body, before);
    assert.deepEqual(recordKeys(), [record]);
    assert.equal(await reconcile({ delivery: 'check' }), 'unchanged');
  }
});

test('a failure counts under the limits that made it only', async () => {
  const { put, reconcile, recordKeys } = setUp();
  await put('big');
  assert.equal(await reconcile(), 'failed');
  assert.equal(await reconcile({ delivery: 'again' }), 'unchanged');
  assert.equal(await reconcile({ delivery: 'again' }, { ...sampleRecipe, limitsId: 'other' }), 'failed');
  assert.equal(await reconcile({ delivery: 'again' }, nextRecipe), 'made');
  assert.deepEqual(
    recordKeys().map((name) => parseOutcomeKey(name)?.outcome.status),
    ['ready'],
  );
});

test('a photo for which memory was too little is tried again with more, and not with less', async () => {
  const { put, reconcile } = setUp();
  await put('cat');
  const heavy: Recipe = {
    ...sampleRecipe,
    plan: () => done({ kind: 'plan', memoryBytes: 5000, start: () => done<Made>(thumbnailsOf('cat')) }),
  };
  assert.equal(await reconcile({ delivery: 'first' }, heavy), 'failed');
  assert.equal(await reconcile({ delivery: 'again' }, heavy, 500), 'unchanged');
  assert.equal(await reconcile({ delivery: 'again' }, heavy, 10_000), 'made');
});

test('an undecodable version that a good one replaced is never shown again', async () => {
  const { put, reconcile, recordKeys } = setUp();
  await put('bad');
  await reconcile();
  const etag = await put('cat');
  await reconcile();
  const shown = recordKeys()
    .map((name) => parseOutcomeKey(name))
    .filter((record) => record?.outcome.status === 'ready');
  assert.equal(shown.length, 1);
  assert.equal(
    outcomeKey(key, etag, shown[0]?.outcome ?? { status: 'failed', reason: 'empty' }),
    recordKeys().find((name) => name.endsWith('.ready')),
  );
  await reconcile({ delivery: 'check' });
  assert.equal(recordKeys().length, 1);
});

test('an original that is found undecodable is checked once more, and the check ends there', async () => {
  const { put, reconcile, checks } = setUp();
  await put('bad');
  await reconcile();
  assert.deepEqual(checks.splice(0), [key]);
  await reconcile({ delivery: 'again' });
  assert.deepEqual(checks.splice(0), [key]);
  await reconcile({ delivery: 'check' });
  assert.deepEqual(checks, []);
});

test('an album of the earlier layout gets its records without its thumbnails being written again', async () => {
  const { put, reconcile, stores, recordKeys, old, writes } = setUp();
  await put('cat');
  await reconcile();
  stores.derived.objects.delete(recordKeys()[0] ?? '');
  await old('timeout');
  writes.length = 0;
  assert.equal(await reconcile({ delivery: 'check' }), 'made');
  assert.deepEqual(
    writes.map(({ key: written }) => written),
    recordKeys(),
  );
  assert.equal(stores.derived.objects.has(failureKey(key, 'timeout')), false);
});

/** Reconciles the one key of three buckets in memory. */
function setUp({ name = key }: { name?: string } = {}) {
  const stores = {
    originals: createMemoryObjectStore('originals'),
    thumbnails: createMemoryObjectStore('thumbnails'),
    derived: createMemoryObjectStore('derived'),
  };
  const writes: { key: string; options: PutOptions }[] = [];
  const checks: string[] = [];
  const watch = (store: typeof stores.derived) => ({
    ...store,
    put: (...call: Parameters<typeof store.put>) => {
      writes.push({ key: call[0], options: call[2] });
      return store.put(...call);
    },
  });
  return {
    stores,
    writes,
    checks,
    recordKeys: () => [...stores.derived.objects.keys()].filter((at) => at.startsWith(outcomePrefix(name))),
    remove: () => stores.originals.objects.delete(name),
    put: async (body: string) => (await stores.originals.put(name, body, { contentType: '' }, signal)) ?? '',
    /** A failure record as earlier releases wrote them. */
    old: (reason: 'corrupt' | 'timeout') =>
      stores.derived.put(failureKey(name, reason), '{}', { contentType: '' }, signal),
    reconcile(
      request: Omit<ReconcileRequest, 'key'> = { delivery: 'first' },
      recipe: Recipe = sampleRecipe,
      memoryBytes = 1000,
    ) {
      const reconcile = createReconcile({
        originals: stores.originals,
        thumbnails: watch(stores.thumbnails),
        derived: watch(stores.derived),
        recipe,
        maxBytes: 100,
        memory: createMemoryBudget(memoryBytes, 4),
        sendCheck: async (checked) => void checks.push(checked),
        now: () => new Date(0),
      });
      return reconcile({ key: name, ...request }, signal);
    },
  };
}
