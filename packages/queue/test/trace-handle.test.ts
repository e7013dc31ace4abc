import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceReads, traceStore } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { checkMessage, digestMessage, isInternalMessage } from '@proofsheet/photos';
import { RetryAfterError, UnreadableError } from '@proofsheet/queue';
import { createMemoryTracing } from '@proofsheet/runtime/telemetry/memory';
import { traceHandle } from '../src/trace-handle.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const { signal } = new AbortController();
const jpeg = { contentType: 'image/jpeg' };

/** Handles a message of a photo that was stored with this metadata: copies it. Returns the spans and the copy's head. */
async function handleOne(message: object, metadata: Record<string, string> = { traceparent }) {
  const { tracing, ended } = createMemoryTracing();
  const originals = createMemoryObjectStore('originals');
  const copies = createMemoryObjectStore('copies');
  await originals.put('a.jpg', 'bytes', { ...jpeg, metadata }, signal);
  const read = traceReads(tracing, traceStore(tracing, originals));
  const write = traceStore(tracing, copies);
  const handle = traceHandle(tracing, { name: 'visit', isFollowUp: isInternalMessage }, async () => {
    await read.get('a.jpg', { maxBytes: 100, signal });
    await write.put('a.jpg', 'bytes', { ...jpeg, metadata: { recipe: 'r' } }, signal);
  });
  await handle(
    { id: 'm', body: '{}', receiveCount: 1, sentAt: new Date(Date.now() - 5_000), ...message },
    { signal, alone: false, assertInFlight() {} },
  );
  return { spans: ended(), copy: await copies.head('a.jpg', signal) };
}

test('the first message of an object continues its trace, and passes it on', async () => {
  const { spans, copy } = await handleOne({});
  const visit = spans.at(-1);
  assert.deepEqual(
    spans.map(({ name }) => name),
    ['wait in the queue', 'GET originals', 'PUT copies', 'visit'],
  );
  assert.deepEqual([visit?.traceId, visit?.parentId], traceparent.split('-').slice(1, 3));
  for (const step of spans.slice(0, -1)) assert.equal(step.parentId, visit?.spanId, step.name);
  const waited = (spans[0]?.endedAt ?? 0) - (spans[0]?.startedAt ?? 0);
  assert.ok(waited >= 4_999 && waited < 60_000, `${waited} ms`);
  assert.deepEqual(copy?.metadata, { recipe: 'r', traceparent: `00-${visit?.traceId}-${visit?.spanId}-01` });
});

const anew: [what: string, message: object][] = [
  ['a message that comes again', { receiveCount: 2 }],
  ['a check', { body: checkMessage('originals', 'a.jpg') }],
  ['a digest', { body: digestMessage('shared', 'a digest') }],
];
for (const [what, message] of anew) {
  test(`${what} is a trace of its own, with a link`, async () => {
    const { spans } = await handleOne(message);
    const visit = spans.at(-1);
    assert.equal(visit?.parentId, undefined);
    assert.deepEqual(
      visit?.links.map(({ traceId, spanId }) => [traceId, spanId]),
      [traceparent.split('-').slice(1, 3)],
    );
    assert.ok(spans.every(({ name }) => name !== 'wait in the queue'));
  });
}

test('an object without a trace, and one with nonsense for it, begins one', async () => {
  for (const metadata of [{}, { traceparent: 'nonsense' }]) {
    const { spans, copy } = await handleOne({}, metadata as Record<string, string>);
    const visit = spans.at(-1);
    assert.deepEqual([visit?.parentId, visit?.links], [undefined, []]);
    assert.equal(copy?.metadata.traceparent, `00-${visit?.traceId}-${visit?.spanId}-01`);
  }
});

test('a queue whose clock is ahead has no message wait for less than no time', async () => {
  const { spans } = await handleOne({ sentAt: new Date(Date.now() + 60_000) });
  for (const { name, startedAt, endedAt } of spans) assert.ok(endedAt >= startedAt, name);
});

test('to ask for a message again is no failure, to not know it is one', async () => {
  for (const [error, message] of [
    [new RetryAfterError(5), undefined],
    [new UnreadableError('not JSON'), 'not JSON'],
  ] as const) {
    const { tracing, ended } = createMemoryTracing();
    const handle = traceHandle(tracing, { name: 'visit', isFollowUp: isInternalMessage }, async () => {
      throw error;
    });
    const asked = { id: 'm', body: '', receiveCount: 1, sentAt: undefined };
    await assert.rejects(handle(asked, { signal, alone: false, assertInFlight() {} }), error);
    assert.equal(ended().at(-1)?.error, message);
  }
});

test('outside of any work a store does as it did before', async () => {
  const { tracing, ended } = createMemoryTracing();
  const store = traceReads(tracing, traceStore(tracing, createMemoryObjectStore('copies')));
  await store.put('a', 'b', { ...jpeg, metadata: { traceparent } }, signal);
  assert.deepEqual((await store.head('a', signal))?.metadata, { traceparent });
  await store.put('a', 'b', jpeg, signal);
  assert.deepEqual((await store.head('a', signal))?.metadata, {});
  assert.deepEqual(ended(), []);
});
