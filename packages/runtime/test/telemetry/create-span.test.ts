import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { traceWork } from '../../src/telemetry/index.ts';
import { createMemoryTracing } from '../../src/telemetry/memory-tracing.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;
const other = traceparent.replace('b7ad', 'aaaa');
const about = { name: 'work', kind: 'internal' } as const;

test('a span becomes part of the first context that it meets, with what it did before; others are links', async () => {
  const { tracing, ended } = createMemoryTracing();
  const span = tracing.start(about);
  assert.equal(await span.step({ name: 'early' }, async () => 1), 1);
  assert.equal(span.traceId(), undefined);
  span.set({ early: true });
  span.meet({ traceparent });
  span.meet({ traceparent: other });
  await span.step({ name: 'late' }, async () => {});
  assert.match(span.traceparent(), new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  span.end();
  span.end();
  const [early, late, work] = ended();
  assert.equal(ended().length, 3);
  assert.deepEqual([work?.traceId, work?.parentId, work?.attributes], [traceId, spanId, { early: true }]);
  assert.deepEqual(work?.links, [{ traceId, spanId: 'aaaa6b7169203331' }]);
  assert.deepEqual(
    [early, late].map((step) => [step?.name, step?.traceId, step?.parentId]),
    [
      ['early', traceId, work?.spanId],
      ['late', traceId, work?.spanId],
    ],
  );
  assert.ok((work?.startedAt ?? 0) <= (early?.startedAt ?? 0));
  assert.ok((early?.endedAt ?? 0) <= (late?.startedAt ?? 0));
});

test('a span that shall only be linked is a trace of its own', () => {
  const { tracing, ended } = createMemoryTracing();
  const span = tracing.start({ ...about, meeting: 'link' });
  span.meet({ traceparent });
  span.end();
  const [work] = ended();
  assert.notEqual(work?.traceId, traceId);
  assert.deepEqual([work?.parentId, work?.links], [undefined, [{ traceId, spanId }]]);
});

test('a span within another is part of it, and has a link to what it meets', () => {
  const { tracing, ended } = createMemoryTracing();
  const parent = tracing.start(about);
  const span = tracing.start({ ...about, name: 'part', parent });
  span.meet({ traceparent });
  span.end();
  parent.end();
  const [part, work] = ended();
  assert.deepEqual(
    [part?.traceId, part?.parentId, part?.links],
    [work?.traceId, work?.spanId, [{ traceId, spanId }]],
  );
});

test('who is not sampled goes on unsampled', () => {
  const { tracing } = createMemoryTracing('always_off');
  const span = tracing.start(about);
  span.meet({ traceparent });
  assert.match(span.traceparent(), new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
});

const makesNoSense = [
  '',
  traceparent.toUpperCase(),
  `${traceparent}, ${traceparent}`,
  traceparent.replace('00-', 'ff-'),
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId}-${spanId}`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId}-${spanId}-01\r\nx: y`,
];

test('what is no traceparent is left alone, whatever it is', () => {
  const { tracing, ended } = createMemoryTracing();
  const isLeftAlone = (text: string) => {
    const span = tracing.start(about);
    span.meet({ traceparent: text, tracestate: text });
    const met = span.traceId();
    span.end();
    return met === undefined;
  };
  for (const text of makesNoSense) assert.ok(isLeftAlone(text), JSON.stringify(text));
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), isLeftAlone));
  assert.ok(ended().every(({ parentId, links }) => parentId === undefined && links.length === 0));
});

test('an error ends the work and its step, and goes on to whoever waits', async () => {
  const { tracing, ended } = createMemoryTracing();
  const work = traceWork(tracing, about, (span) =>
    span.step({ name: 'part' }, async () => {
      throw new TypeError('it broke');
    }),
  );
  await assert.rejects(work, /it broke/);
  assert.deepEqual(
    ended().map(({ name, error, attributes }) => [name, error, attributes['error.type']]),
    [
      ['part', 'it broke', 'TypeError'],
      ['work', 'it broke', 'TypeError'],
    ],
  );
});

test('work side by side finds its own span active, and lines their own trace', async () => {
  const { tracing } = createMemoryTracing();
  assert.equal(tracing.active(), undefined);
  await Promise.all(
    [1, 2, 3].map(() =>
      traceWork(tracing, about, async (span) => {
        const id = span.traceparent().slice(3, 35);
        await new Promise(setImmediate);
        assert.equal(tracing.active(), span);
        assert.equal(tracing.traceId(), id);
      }),
    ),
  );
});
