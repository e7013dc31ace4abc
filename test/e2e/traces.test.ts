import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import type { CollectedSpan } from '@proofsheet/harness/collector/read-spans';
import { startCollector } from '@proofsheet/harness/collector/start-collector';
import { startTestSystem } from '@proofsheet/harness/start-test-system';
import { subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';

const [sample = ''] = await samplePhotos();
const { signal } = new AbortController();

/** A system whose services send their spans to a collector. */
async function startTracedSystem(t: TestContext, notifier: Readonly<Record<string, string>> = {}) {
  const collector = await startCollector(t);
  const common = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_BSP_SCHEDULE_DELAY: '50' };
  const env = { upload: common, worker: common, notifier: { ...common, ...notifier } };
  return { collector, ...(await startTestSystem(t, { env })) };
}

const isNotification = ({ name }: CollectedSpan) => name === 'notify about photos';
const isVisit = ({ name, attributes }: CollectedSpan) =>
  name === 'reconcile original' && 'proofsheet.outcome' in attributes;

test('one photo is one connected trace, from the API call to the email', { timeout: 60_000 }, async (t) => {
  const { collector, local, mails, sqs, readLogs } = await startTracedSystem(t);
  const readPublished = await subscribeQueue(sqs, local);
  const { photoId } = await sendPhoto(local, sample);
  assert.ok(await mails.waitFor(photoId, 20_000));
  const notification = await collector.waitFor('the notification', isNotification);
  const visit = await collector.waitFor('the visit', isVisit);
  const spans = collector.spans.filter(({ traceId }) => traceId === visit.traceId);
  t.diagnostic(describeTrace(spans));

  const named = (name: string, service = /./): CollectedSpan => {
    const found = spans.filter((span) => span.name === name && service.test(span.service));
    assert.equal(found.length, 1, `${found.length} spans ${name}`);
    return found[0] as CollectedSpan;
  };
  const call = named('photo of POST /v1/uploads');
  assert.deepEqual([call.traceId, call.parentId], [photoId, undefined]);
  const request = await collector.waitFor('the request', ({ name }) => name === 'POST /v1/uploads');
  assert.deepEqual(call.links, [{ traceId: request.traceId, spanId: request.spanId }]);
  assert.deepEqual(
    [visit, notification, named('publish to owner topic'), named('publish to shared topic')].map(
      ({ parentId }) => parentId,
    ),
    [call.spanId, call.spanId, notification.spanId, notification.spanId],
  );
  const steps = ['wait in the queue', 'wait for memory', `GET ${local.originalsBucket}`, 'decode and encode'];
  const write = `PUT ${local.thumbnailsBucket}`;
  const parts = [...steps, write, `HEAD ${local.originalsBucket}`].map((name) => named(name, /worker/));
  for (const part of parts) assert.equal(part.parentId, visit.spanId, part.name);
  assertInOrder([call, ...parts]);
  assertInOrder([call, visit, named('publish to owner topic'), named('publish to shared topic')]);
  for (const child of spans) {
    const parent = spans.find(({ spanId }) => spanId === child.parentId);
    if (child !== call) assert.ok(parent, `${child.name} has a parent in the trace`);
    assert.ok(!parent || child.startedAt > parent.startedAt - 1, `${child.name} begins after its parent`);
    assert.ok(child.endedAt >= child.startedAt, child.name);
    assert.equal(child.failed, false, child.name);
  }
  assert.deepEqual(
    [call, visit, notification].map(({ service }) => service),
    ['proofsheet-upload', 'proofsheet-worker', 'proofsheet-notifier'],
  );

  const [published] = await until('the message', async () => {
    const all = await readPublished();
    return all.length > 0 && all;
  });
  assert.equal(published?.traceparent, `00-${notification.traceId}-${notification.spanId}-01`);
  assertLogged(await readLogs(), visit.traceId, request.traceId);
});

test('a digest is a trace of its own, with a link to the trace of each photo', {
  timeout: 60_000,
}, async (t) => {
  const gathering = {
    NOTIFY_QUIET_SECONDS: '2',
    NOTIFY_MAX_WAIT_SECONDS: '20',
    NOTIFY_MAX_PHOTOS: '200',
  };
  const { collector, local } = await startTracedSystem(t, gathering);
  await Promise.all([1, 2, 3].map(() => sendPhoto(local, sample)));
  const digest = await collector.waitFor('the digest', isNotification);
  const visits = collector.spans.filter(isVisit);
  assert.equal(visits.length, 3);
  assert.equal(new Set(visits.map(({ traceId }) => traceId)).size, 3);
  assert.equal(digest.parentId, undefined);
  const ids = (spans: CollectedSpan['links']) =>
    spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`).sort();
  assert.deepEqual(
    ids(digest.links),
    ids(visits.map(({ traceId, parentId = '' }) => ({ traceId, spanId: parentId }))),
  );

  await t.test('a photo that is gathered alone is one trace as well', async () => {
    await sendPhoto(local, sample);
    const one = await collector.waitFor(
      'the next notification',
      (span) => isNotification(span) && span.spanId !== digest.spanId,
    );
    const visit = collector.spans.find((span) => isVisit(span) && span.traceId === one.traceId);
    assert.equal(one.parentId, visit?.parentId);
    assert.deepEqual(one.links, []);
  });
});

test('the trace that a client names is continued; an object uploaded without the API is one trace too', {
  timeout: 60_000,
}, async (t) => {
  const { collector, local, originals } = await startTracedSystem(t);
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await fetch(`${local.apiUrl}/v1/photos`, {
    headers: { authorization: `Bearer ${local.apiKey}`, traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  const call = await collector.waitFor('the call', ({ name }) => name === 'GET /v1/photos');
  assert.deepEqual([call.traceId, call.parentId], [traceId, 'b7ad6b7169203331']);

  const bytes = await readFile(sample);
  const metadata = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
  const key = 'by-hand/한글.jpg';
  await originals.put(key, bytes, { contentType: 'image/jpeg', metadata }, signal);
  const visit = await collector.waitFor('the visit', isVisit);
  assert.deepEqual([visit.parentId, visit.links, visit.failed], [undefined, [], false]);
  assert.notEqual(visit.traceId, traceId, 'metadata, which anybody may write, is not trusted');
  const notification = await collector.waitFor('the notification', isNotification);
  assert.deepEqual([notification.traceId, notification.parentId], [visit.traceId, visit.spanId]);
});

test('without a collector, or with OTEL_SDK_DISABLED, nothing is sent or logged', {
  timeout: 60_000,
}, async (t) => {
  const collector = await startCollector(t);
  const disabled = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_SDK_DISABLED: 'true' };
  const env = { upload: disabled, worker: {}, notifier: disabled };
  const { local, mails, readLogs, stop } = await startTestSystem(t, { env });
  const photo = await sendPhoto(local, sample);
  assert.ok(await mails.waitFor(photo.photoId, 20_000));
  await stop();
  assert.deepEqual(collector.requests, []);
  assert.doesNotMatch(await readLogs(), /traceId/);
});

test('a missing collector has no effect, is logged once, and does not delay the shutdown', {
  timeout: 60_000,
}, async (t) => {
  const nowhere = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_BSP_SCHEDULE_DELAY: '20' };
  const quick = { ...nowhere, OTEL_EXPORTER_OTLP_TIMEOUT: '100' };
  const { local, mails, readLogs, stop } = await startTestSystem(t, {
    env: { upload: quick, worker: nowhere, notifier: quick },
  });
  for (let count = 0; count < 4; count += 1) {
    const photo = await sendPhoto(local, sample);
    assert.ok(await mails.waitFor(photo.photoId, 20_000));
  }
  const warned = () =>
    readLogs().then((logs) => logs.split('\n').filter((line) => line.includes('trace export failed')));
  await until('a line of each', async () => (await warned()).length >= 2);
  const before = Date.now();
  assert.deepEqual(await stop(), [0, 0, 0]);
  assert.ok(Date.now() - before < 5_000, `${Date.now() - before} ms to stop`);
  const services = (await warned()).map((line) => JSON.parse(line).service);
  assert.deepEqual(services.sort(), [...new Set(services)].sort());
});

/** Log lines have the id of the trace: of the photo in worker and notifier, of the request in the API. */
function assertLogged(logs: string, photo: string, request: string): void {
  const lines = logs.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  for (const [msg, traceId] of [
    ['request', request],
    ['reconciled', photo],
    ['message published', photo],
  ]) {
    assert.ok(
      lines.some((line) => line.msg === msg && line.traceId === traceId),
      `a line "${msg}" has the id of the trace`,
    );
  }
}

/** Each begins after the one before it has begun. */
function assertInOrder(spans: readonly CollectedSpan[]): void {
  // The queue tells its times in whole milliseconds.
  const tolerance = 1;
  for (const [index, { name, startedAt }] of spans.entries()) {
    const before = spans[index - 1];
    assert.ok(!before || startedAt > before.startedAt - tolerance, `${name} begins after ${before?.name}`);
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
