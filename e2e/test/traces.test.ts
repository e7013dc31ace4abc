import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import type { CollectedSpan } from '../src/collector/read-spans.ts';
import { startCollector } from '../src/collector/start-collector.ts';
import { startTestSystem } from '../src/start-test-system.ts';
import { subscribeQueue } from '../src/subscribe-queue.ts';
import { until } from '../src/until.ts';

const [sample = ''] = await samplePhotos();
const { signal } = new AbortController();

/** A system whose services send their spans to a collector. */
async function startTracedSystem(t: TestContext, notifier: Readonly<Record<string, string>> = {}) {
  const collector = await startCollector(t);
  const common = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_BSP_SCHEDULE_DELAY: '50' };
  const env = { upload: common, worker: common, notifier: { ...common, ...notifier } };
  return { collector, ...(await startTestSystem(t, { env })) };
}

const isAnnouncement = ({ name }: CollectedSpan) => name === 'announce photos';
const isEvent = ({ name }: CollectedSpan) => name === 'event of thumbnail';
const isVisit = ({ name }: CollectedSpan) => name === 'visit original';

test('one photo is one connected trace, from the API call to the mail', { timeout: 60_000 }, async (t) => {
  const { collector, local, mails, originals, thumbnails, sqs, readLogs } = await startTracedSystem(t);
  const readPublished = await subscribeQueue(sqs, local);
  const { photoId } = await sendPhoto(local, sample);
  assert.ok(await mails.waitFor(photoId, 20_000));
  // A span comes after those that ended before it, of the same process; this one is the last of all.
  await collector.waitFor('the event', isEvent);
  const visit = await collector.waitFor('the visit', isVisit);
  const spans = collector.spans.filter(({ traceId }) => traceId === visit.traceId);
  t.diagnostic(describeTrace(spans));

  const named = (name: string): CollectedSpan => {
    const found = spans.filter((span) => span.name === name);
    assert.equal(found.length, 1, `${found.length} spans ${name}`);
    return found[0] as CollectedSpan;
  };
  const call = named('POST /v1/uploads');
  const announcement = named('announce photos');
  const event = named('event of thumbnail');
  assert.equal(call.parentId, undefined);
  assert.deepEqual(
    [visit, event, announcement, named('publish')].map(({ parentId }) => parentId),
    [call.spanId, visit.spanId, event.spanId, announcement.spanId],
  );
  const steps = ['wait in the queue', 'wait for memory', `GET ${local.originalsBucket}`, 'decode and encode'];
  const write = `PUT ${local.thumbnailsBucket}`;
  const parts = [...steps, write, `HEAD ${local.originalsBucket}`].map(named);
  for (const part of parts) assert.equal(part.parentId, visit.spanId, part.name);
  assertInOrder([call, ...parts]);
  assertInOrder([call, visit, named('publish')]);
  for (const child of spans) {
    const parent = spans.find(({ spanId }) => spanId === child.parentId);
    if (child !== call) assert.ok(parent, `${child.name} has a parent in the trace`);
    assert.ok(!parent || child.startedAt >= parent.startedAt, `${child.name} begins after its parent`);
    assert.ok(child.endedAt >= child.startedAt, child.name);
    assert.equal(child.failed, false, child.name);
  }
  assert.deepEqual(
    [call, visit, event].map(({ service }) => service),
    ['proofsheet-upload', 'proofsheet-worker', 'proofsheet-notifier'],
  );

  const [original] = await originals.list({ prefix: '' }, signal);
  const { metadata } = (await originals.head(original?.key ?? '', signal)) ?? {};
  assert.deepEqual(metadata, { traceparent: `00-${call.traceId}-${call.spanId}-01` });
  const thumbnail = await thumbnails.head(original?.key ?? '', signal);
  assert.equal(thumbnail?.metadata.traceparent, `00-${visit.traceId}-${visit.spanId}-01`);
  const [published] = await until('the message', async () => {
    const all = await readPublished();
    return all.length > 0 && all;
  });
  assert.equal(published?.traceparent, `00-${announcement.traceId}-${announcement.spanId}-01`);
  assertLogged(await readLogs(), visit.traceId);
});

/** Every service has put the id of the trace into the lines of what it did about the photo. */
function assertLogged(logs: string, traceId: string): void {
  const lines = logs.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  for (const msg of ['request', 'visited', 'event', 'published and recorded']) {
    assert.ok(
      lines.some((line) => line.msg === msg && line.traceId === traceId),
      `a line "${msg}" has the id of the trace`,
    );
  }
}

/** Each begins when the one before it has ended, or later. */
function assertInOrder(spans: readonly CollectedSpan[]): void {
  // Times by different processes of this machine, and an SQS that tells whole milliseconds.
  const tolerance = 2;
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    if (next && next.name !== 'publish')
      assert.ok(next.startedAt >= span.startedAt - tolerance, `${next.name} begins after ${span.name} begins`);
  }
}

function describeTrace(spans: readonly CollectedSpan[]): string {
  const start = Math.min(...spans.map(({ startedAt }) => startedAt));
  const row = ({ service, name, startedAt, endedAt }: CollectedSpan) =>
    `${(startedAt - start).toFixed(1).padStart(8)} … ${(endedAt - start).toFixed(1).padStart(7)} ms  ${service.padEnd(20)} ${name}`;
  return spans
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map(row)
    .join('\n');
}
