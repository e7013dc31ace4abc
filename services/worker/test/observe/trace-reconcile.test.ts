import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { outcomeKey, variantKey } from '@proofsheet/photos';
import { createLogger } from '@proofsheet/runtime';
import { createMemoryTracing } from '@proofsheet/runtime/telemetry/memory';
import { createHandleMessage } from '../../src/handle-message.ts';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createReconcileTraces } from '../../src/observe/trace-reconcile.ts';
import { createReconcile } from '../../src/reconcile/reconcile.ts';
import { sampleRecipe } from '../reconcile/sample-recipe.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const { signal } = new AbortController();
const key = 'a.jpg';

test('a visit hands its trace on in all that it writes, and has its steps', async () => {
  const { visit, stores, spans } = await setUp('cat');
  assert.equal(await visit(1), 'made');
  const [visited] = spans('reconcile original');
  const handedOn = `00-${traceId}-${visited?.spanId}-01`;
  for (const [store, storedKey] of [
    [stores.thumbnails, key],
    [stores.derived, variantKey('large', key)],
  ] as const) {
    assert.equal((await store.head(storedKey, signal))?.metadata.traceparent, handedOn);
  }
  assert.deepEqual(
    spans(/./).map(({ name }) => name),
    [
      'wait in the queue',
      'wait for memory',
      'GET originals',
      'decode and encode',
      'PUT derived',
      'PUT thumbnails',
      'PUT derived',
      'HEAD originals',
      'reconcile original',
    ],
  );
  assert.equal(visited?.attributes['proofsheet.outcome'], 'made');
});

test('a thumbnail with another trace is still the right one, and a message that comes again only a link', async () => {
  const { visit, stores, spans } = await setUp('cat');
  await visit(1);
  const before = await stores.thumbnails.head(key, signal);
  assert.equal(await visit(2), 'unchanged');
  assert.deepEqual(await stores.thumbnails.head(key, signal), before);
  const again = spans('reconcile original')[1];
  assert.deepEqual([again?.parentId, again?.links[0]?.traceId], [undefined, traceId]);
});

test('the record of a photo that cannot be made hands the trace on too', async () => {
  const { visit, stores, spans } = await setUp('bad');
  assert.equal(await visit(1), 'failed');
  const [visited] = spans('reconcile original');
  const { etag = '' } = (await stores.originals.head(key, signal)) ?? {};
  const record = await stores.derived.head(
    outcomeKey(key, etag, { status: 'failed', reason: 'corrupt' }),
    signal,
  );
  assert.equal(record?.metadata.traceparent, `00-${traceId}-${visited?.spanId}-01`);
});

test('a photo that is gone, and a store that fails, are traces of their own', async () => {
  const { visit, stores, spans } = await setUp('cat');
  stores.originals.objects.clear();
  assert.equal(await visit(1), 'removed');
  const [visited] = spans('reconcile original');
  assert.deepEqual([visited?.parentId, visited?.links], [undefined, []]);

  const failing = await setUp('cat', 'get');
  await assert.rejects(failing.visit(1), /S3 is away/);
  const [failed] = failing.spans('reconcile original');
  assert.deepEqual([failed?.parentId, failed?.error], [undefined, 'S3 is away']);
  assert.equal(failing.spans('GET originals')[0]?.error, 'S3 is away');
});

test('without tracing every part stays what it is', async () => {
  const traces = createReconcileTraces(undefined);
  const store = createMemoryObjectStore('originals');
  const handle = async () => {};
  const buckets = { originals: store, thumbnails: store, derived: store };
  assert.equal(traces.buckets(buckets), buckets);
  assert.equal(traces.recipe(sampleRecipe), sampleRecipe);
  assert.equal(traces.handle(handle), handle);
});

/** A worker over stores in memory, with one original that has the trace in its metadata. */
async function setUp(original: string, failingCall?: string) {
  const { tracing, ended } = createMemoryTracing();
  const fail = async (call: string) => {
    if (call === failingCall) throw new Error('S3 is away');
  };
  const stores = {
    originals: createMemoryObjectStore('originals', { before: fail }),
    thumbnails: createMemoryObjectStore('thumbnails'),
    derived: createMemoryObjectStore('derived'),
  };
  await stores.originals.put(key, original, { contentType: 'image/jpeg', metadata: { traceparent } }, signal);
  const traces = createReconcileTraces(tracing);
  let outcome: string | undefined;
  const reconcile = createReconcile({
    ...traces.buckets(stores),
    recipe: traces.recipe(sampleRecipe),
    memory: traces.memory(createMemoryBudget(1000, 2)),
    maxBytes: 1000,
    sendCheck: async () => {},
    now: () => new Date(),
  });
  const handle = traces.handle(
    createHandleMessage({
      originalsBucket: 'originals',
      reconcile: traces.reconcile(async (...visit) => {
        const end = await reconcile(...visit);
        outcome = end;
        return end;
      }),
      logger: createLogger('worker', 'silent'),
    }),
  );
  const body = JSON.stringify({ Records: [{ s3: { bucket: { name: 'originals' }, object: { key } } }] });
  return {
    stores,
    /** Handles the message at this receipt. Returns how it ended. */
    async visit(receiveCount: number) {
      await handle(
        { id: 'm', body, receiveCount, sentAt: new Date() },
        { signal, alone: false, assertInFlight() {} },
      );
      return outcome;
    },
    spans: (name: string | RegExp) =>
      ended().filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name))),
  };
}
