import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Tracer, trace } from '@opentelemetry/api';
import fc from 'fast-check';
import {
  activeTraceId,
  activeTraceparent,
  createObserve,
  linkToPhoto,
  remoteContext,
  runInSpan,
  startPhotoPart,
  startPhotoSpan,
  startStep,
} from '../../src/telemetry/index.ts';
import { createMemoryTracer } from '../../src/telemetry/memory-tracer.ts';

const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '8448eb211c80319c' };
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${ids.traceId}-${spanId}-01`;

test('the first span of a photo has the ids that its key names, and its parts do not', async () => {
  const { tracer, ended } = createMemoryTracer();
  await runInSpan(startPhotoSpan(tracer, 'first', ids), async () => startStep(tracer, 'step')?.end());
  startPhotoPart(tracer, 'part', ids).end();
  tracer.startSpan('apart', { root: true, links: [linkToPhoto(ids)] }).end();
  const [step, first, part, apart] = ended();
  assert.deepEqual([first?.traceId, first?.spanId, first?.parentId], [ids.traceId, ids.spanId, undefined]);
  for (const child of [step, part]) {
    assert.deepEqual([child?.traceId, child?.parentId], [ids.traceId, ids.spanId], child?.name);
    assert.notEqual(child?.spanId, ids.spanId);
  }
  assert.notEqual(apart?.traceId, ids.traceId);
  assert.deepEqual(apart?.links, [ids]);
});

test('all services decide alike about the trace of a photo, whatever clients decide about theirs', () => {
  const sampledIn = (tracer: Tracer, traceId: string) => {
    const photo = { traceId, spanId: ids.spanId };
    const spans = [startPhotoSpan(tracer, 'first', photo), startPhotoPart(tracer, 'part', photo)];
    return spans.map((span) => span.isRecording());
  };
  const hex = (length: number) =>
    fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => !/^0*$/.test(text));
  const seen = new Set<boolean>();
  for (const parentBased of [true, false]) {
    const { tracer } = createMemoryTracer({ parentBased, root: 'traceidratio', ratio: 0.5 });
    fc.assert(
      fc.property(hex(32), (traceId) => {
        const [first, part] = sampledIn(tracer, traceId);
        assert.equal(first, part);
        seen.add(first === true);
      }),
    );
    const unsampled = remoteContext({ traceparent: traceparent.replace(/1$/, '0') });
    assert.equal(
      tracer.startSpan('of a client', {}, unsampled).isRecording(),
      !parentBased && isHalf(tracer),
    );
  }
  assert.deepEqual([...seen].sort(), [false, true]);
  const off = createMemoryTracer({ parentBased: true, root: 'always_off' });
  assert.deepEqual(sampledIn(off.tracer, ids.traceId), [false, false]);
});

/** Whether the trace of the client is among the recorded half. */
function isHalf(tracer: Tracer): boolean {
  return startPhotoPart(tracer, 'part', ids).isRecording();
}

const invalid = [
  '',
  traceparent.toUpperCase(),
  `${traceparent}, ${traceparent}`,
  traceparent.replace('00-', 'ff-'),
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${ids.traceId}-${'0'.repeat(16)}-01`,
  `00-${ids.traceId}-${spanId}`,
  `00-${ids.traceId}-${spanId}-01-more`,
  `00-${ids.traceId}-${spanId}-01\r\nx: y`,
];

test('a valid traceparent is continued, anything else is ignored', () => {
  createMemoryTracer();
  const idOf = (text: unknown) =>
    trace.getSpanContext(remoteContext({ traceparent: text, tracestate: text }))?.traceId;
  assert.equal(idOf(traceparent), ids.traceId);
  for (const text of invalid) assert.equal(idOf(text), undefined, JSON.stringify(text));
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => !idOf(text)));
});

test('work that is observed is measured, and a step of the active span with its error', async () => {
  const { tracer, ended } = createMemoryTracer();
  const recorded: [string, number][] = [];
  const observe = createObserve<'part'>(tracer, (...about) => recorded.push(about));
  assert.equal(await observe('part', 'outside', async () => 1), 1);
  const work = runInSpan(tracer.startSpan('work'), () =>
    observe('part', 'step', async () => {
      throw new TypeError('it broke');
    }),
  );
  await assert.rejects(work, /it broke/);
  assert.deepEqual(
    ended().map(({ name, error, attributes }) => [name, error, attributes['error.type']]),
    [
      ['step', 'it broke', 'TypeError'],
      ['work', 'it broke', 'TypeError'],
    ],
  );
  assert.deepEqual(
    recorded.map(([stage, seconds]) => [stage, seconds >= 0 && seconds < 60]),
    [
      ['part', true],
      ['part', true],
    ],
  );
});

test('work side by side finds its own span active, and lines their own trace', async () => {
  const { tracer } = createMemoryTracer();
  assert.equal(activeTraceId(), undefined);
  assert.equal(activeTraceparent(), undefined);
  await Promise.all(
    [1, 2, 3].map(() => {
      const span = tracer.startSpan('work');
      const { traceId, spanId: id } = span.spanContext();
      return runInSpan(span, async () => {
        await new Promise(setImmediate);
        assert.equal(activeTraceId(), traceId);
        assert.equal(activeTraceparent(), `00-${traceId}-${id}-01`);
      });
    }),
  );
});
