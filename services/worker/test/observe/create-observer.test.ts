import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { checkMessage, originalKey, photoTraceIds } from '@proofsheet/photos';
import { createLogger, createMetrics } from '@proofsheet/runtime';
import { createMemoryTracer } from '@proofsheet/runtime/telemetry/memory';
import { createHandleMessage } from '../../src/handle-message.ts';
import { createMemoryBudget } from '../../src/memory/memory-budget.ts';
import { createObserver } from '../../src/observe/create-observer.ts';
import { createReconcile } from '../../src/reconcile/reconcile.ts';
import { sampleRecipe } from '../reconcile/sample-recipe.ts';

const { signal } = new AbortController();
const key = originalKey({
  owner: 'a'.repeat(32),
  photoId: `0123456789ab${'c'.repeat(20)}`,
  fileName: 'a.jpg',
});
const { traceId, spanId } = photoTraceIds(key);

test('the first reconcile is part of the trace that the key names, with a span for each stage', async () => {
  const { handle, spans } = await setUp('cat');
  await handle({ sentAt: new Date(Date.now() - 5_000) });
  const [reconciled] = spans('reconcile original');
  assert.deepEqual([reconciled?.traceId, reconciled?.parentId], [traceId, spanId]);
  assert.deepEqual(reconciled?.links, []);
  assert.equal(reconciled?.attributes['proofsheet.outcome'], 'made');
  const names = spans(/./).map(({ name }) => name);
  assert.deepEqual(names, [
    'wait in the queue',
    'wait for memory',
    'GET originals',
    'decode and encode',
    'PUT derived',
    'PUT thumbnails',
    'PUT derived',
    'HEAD originals',
    'reconcile original',
  ]);
  for (const step of spans(/./).slice(0, -1)) assert.equal(step.parentId, reconciled?.spanId, step.name);
  const [wait] = spans('wait in the queue');
  const waited = (wait?.endedAt ?? 0) - (wait?.startedAt ?? 0);
  assert.ok(waited >= 4_999 && waited < 60_000, `${waited} ms`);
});

test('an object uploaded without the API begins its trace in the worker', async () => {
  const { handle, spans } = await setUp('cat', { at: 'by-hand/a.jpg' });
  await handle();
  const { parentId, links, ...ids } = spans('reconcile original')[0] ?? assert.fail('no span');
  assert.deepEqual([parentId, links], [undefined, []]);
  assert.deepEqual({ traceId: ids.traceId, spanId: ids.spanId }, photoTraceIds('by-hand/a.jpg'));
});

test('a later delivery, and a check, are traces of their own with a link to the photo', async () => {
  const { handle, spans } = await setUp('cat');
  await handle({ receiveCount: 2 });
  await handle({ body: checkMessage('originals', key) });
  await handle({ body: checkMessage('originals', key, { isNew: true }) });
  const all = spans('reconcile original');
  assert.equal(all.length, 3);
  for (const span of all) {
    assert.notEqual(span.traceId, traceId);
    assert.deepEqual([span.parentId, span.links], [undefined, [{ traceId, spanId }]]);
  }
  assert.deepEqual(spans('wait in the queue'), []);
});

test('a queue whose clock is ahead makes no message wait for less than no time', async () => {
  const { handle, spans } = await setUp('cat');
  await handle({ sentAt: new Date(Date.now() + 60_000) });
  for (const { name, startedAt, endedAt } of spans(/./)) assert.ok(endedAt >= startedAt, name);
});

test('a stage that fails, and its reconcile, have the error', async () => {
  const { handle, spans } = await setUp('cat', { failing: 'get' });
  await assert.rejects(handle(), /S3 is away/);
  for (const name of ['GET originals', 'reconcile original']) {
    assert.equal(spans(name)[0]?.error, 'S3 is away', name);
  }
});

test('stages, bytes, pixels and outcomes are counted with and without traces', async () => {
  for (const traced of [true, false]) {
    const { handle, spans, metric } = await setUp('cat', { traced });
    await handle({ time: new Date(Date.now() - 1_000) });
    assert.equal(spans(/./).length > 0, traced);
    const stages = ['memory', 'get', 'make', 'put', 'check', 'delete'];
    assert.deepEqual(
      await Promise.all(
        stages.map((stage) => metric('proofsheet_stage_duration_seconds', { stage }, '_count')),
      ),
      [1, 1, 1, 3, 1, 0],
    );
    assert.equal(await metric('proofsheet_photos_total', { outcome: 'made' }), 1);
    assert.equal(await metric('proofsheet_original_bytes_total'), 3);
    assert.equal(await metric('proofsheet_original_pixels_total'), 12);
    assert.equal(await metric('proofsheet_thumbnails_made_total', { format: 'jpeg' }), 2);
    assert.equal(await metric('proofsheet_thumbnail_pixels_total'), 24);
    assert.equal(
      await metric('proofsheet_thumbnail_bytes_total'),
      'primary of cat'.length + 'large of cat'.length,
    );
    assert.equal(await metric('proofsheet_thumbnail_delay_seconds', {}, '_count'), 1);
    assert.ok((await metric('proofsheet_thumbnail_delay_seconds', {}, '_sum')) >= 1);
  }
});

test('a photo that cannot be made is counted by its reason, and stored images are not', async () => {
  const { handle, metric } = await setUp('bad');
  await handle();
  assert.equal(await metric('proofsheet_photos_total', { outcome: 'failed' }), 1);
  assert.equal(await metric('proofsheet_photos_refused_total', { reason: 'corrupt' }), 1);
  assert.equal(await metric('proofsheet_thumbnail_bytes_total'), 0);
  assert.equal(await metric('proofsheet_thumbnail_delay_seconds', {}, '_count'), 0);
});

interface Setting {
  readonly at?: string;
  /** A call of the originals that fails. */
  readonly failing?: string;
  readonly traced?: boolean;
}

/** A worker over stores in memory, with one original. */
async function setUp(original: string, { at = key, failing, traced = true }: Setting = {}) {
  const { tracer, ended } = createMemoryTracer();
  const registry = createMetrics('worker');
  const observer = createObserver(registry, traced ? tracer : undefined);
  const fail = async (call: string) => {
    if (call === failing) throw new Error('S3 is away');
  };
  const originals = createMemoryObjectStore('originals', { before: fail });
  await originals.put(at, original, { contentType: 'image/jpeg' }, signal);
  const handleMessage = createHandleMessage({
    originalsBucket: 'originals',
    reconcile: createReconcile({
      originals: observer.store(originals),
      thumbnails: observer.store(createMemoryObjectStore('thumbnails')),
      derived: observer.store(createMemoryObjectStore('derived')),
      recipe: sampleRecipe,
      memory: createMemoryBudget(1000, 2),
      maxBytes: 1000,
      observer,
      sendCheck: async () => {},
      now: () => new Date(),
    }),
    observe: observer.photo,
    logger: createLogger('worker', 'silent'),
  });
  return {
    /** Handles a message about the original. */
    handle: ({
      time,
      ...message
    }: {
      time?: Date;
      body?: string;
      receiveCount?: number;
      sentAt?: Date;
    } = {}) => {
      const record = { eventTime: time, s3: { bucket: { name: 'originals' }, object: { key: at } } };
      const body = JSON.stringify({ Records: [record] });
      return handleMessage(
        { id: 'm', body, receiveCount: 1, sentAt: new Date(), ...message },
        { signal, alone: false, assertInFlight() {} },
      );
    },
    spans: (name: string | RegExp) =>
      ended().filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name))),
    /** The value of the one series with these labels. */
    metric: async (name: string, labels: Record<string, string> = {}, suffix = ''): Promise<number> => {
      const { values } = (await registry.getSingleMetric(name)?.get()) ?? assert.fail(name);
      const found = values.filter(
        (value) =>
          ((value as { metricName?: string }).metricName ?? name) === name + suffix &&
          Object.entries(labels).every(([label, text]) => value.labels[label as never] === text),
      );
      assert.equal(found.length, 1, name);
      return found[0]?.value ?? Number.NaN;
    },
  };
}
