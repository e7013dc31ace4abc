import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { createMemoryTracer } from '@proofsheet/runtime/telemetry/memory';
import { startApi } from '../start-api.ts';

const { tracer, ended } = createMemoryTracer();
const api = await startApi({ tracer });
const untraced = await startApi();
after(() => Promise.all([api.close(), untraced.close()]));

/** What the upload routes return. */
interface Json {
  readonly photoId: string;
  readonly uploads: readonly { readonly photoId: string }[];
}

const wanted = { filename: 'a.jpg', contentType: 'image/jpeg', size: 17 };
const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

/** The last span of a route, which ends a moment after its answer. */
async function spanOf(name: string) {
  for (;;) {
    const span = ended().findLast((each) => each.name === name);
    if (span) return span;
    await new Promise(setImmediate);
  }
}

test('a request continues the trace of the client', async () => {
  await api.call('/v1/uploads', { body: wanted, headers: { traceparent } });
  const span = await spanOf('POST /v1/uploads');
  assert.deepEqual([span.traceId, span.parentId], traceparent.split('-').slice(1, 3));
  assert.equal(span.attributes['http.response.status_code'], 201);
});

const uploads: [route: string, body: object, ids: (json: Json) => string[]][] = [
  ['/v1/uploads', wanted, ({ photoId }) => [photoId]],
  ['/v1/uploads', { ...wanted, method: 'POST' }, ({ photoId }) => [photoId]],
  ['/v1/uploads/batch', { uploads: [wanted, wanted] }, (json) => json.uploads.map(({ photoId }) => photoId)],
  ['/v1/uploads/multipart', wanted, ({ photoId }) => [photoId]],
];
for (const [route, body, idsOf] of uploads) {
  test(`each photo of ${route} begins its trace, by its id and with a link to the request`, async () => {
    const { json } = await api.call(route, { body, headers: { traceparent } });
    const call = await spanOf(`POST ${route}`);
    for (const photoId of idsOf(json)) {
      const first = ended().filter((span) => span.traceId === photoId);
      assert.deepEqual(
        first.map(({ name, ...ids }) => [name, ids.spanId, ids.parentId]),
        [[`photo of POST ${route}`, photoId.slice(16), undefined]],
      );
      assert.deepEqual(first[0]?.links, [{ traceId, spanId: call.spanId }]);
    }
  });
}

test('with and without traces, an upload is signed alike', async () => {
  for (const each of [api, untraced]) {
    const { json } = await each.call('/v1/uploads', { body: wanted, headers: { traceparent } });
    assert.deepEqual(json.upload.headers, { 'content-type': 'image/jpeg', 'if-none-match': '*' });
    const form = await each.call('/v1/uploads', {
      body: { ...wanted, method: 'POST' },
      headers: { traceparent },
    });
    assert.deepEqual(Object.keys(form.json.upload.fields), [
      'key',
      'Content-Type',
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'Policy',
      'X-Amz-Signature',
    ]);
  }
  assert.doesNotMatch(untraced.log.join('\n'), /traceId/);
});

test('a request that is refused begins no trace of a photo', async () => {
  const { status } = await api.call('/v1/uploads', { body: { ...wanted, size: -1 } });
  assert.equal(status, 400);
  const call = await spanOf('POST /v1/uploads');
  const isLinked = (span: { readonly links: readonly { readonly spanId: string }[] }) =>
    span.links.some(({ spanId }) => spanId === call.spanId);
  assert.deepEqual(ended().filter(isLinked), []);
});

test('lines of a request have the id of its trace, those after its body and of its errors too', async () => {
  await api.call('/v1/uploads', { body: wanted, headers: { traceparent, 'x-request-id': 'marked' } });
  const lineOf = () => api.log.find((line) => line.includes('"requestId":"marked"'));
  while (!lineOf()) await new Promise(setImmediate);
  assert.equal(JSON.parse(lineOf() ?? '').traceId, traceId);
});

test('no span names a URL: links of mails hold a secret', async () => {
  await api.call('/l/a-secret-token?x=a-secret-query');
  await spanOf('GET /l/:token');
  await api.call('/nowhere/a-secret-path');
  await spanOf('GET');
  assert.doesNotMatch(JSON.stringify(ended()), /a-secret/);
});

test('a client that goes before its answer ends its span', async () => {
  const { upload } = api;
  const { photoId } = await upload('a.jpg');
  const gone = new AbortController();
  const started = once(api.app.server, 'request');
  const call = api.call(`/v1/photos/${photoId}?wait=20`, { signal: gone.signal }).catch(() => 'gone');
  await started;
  gone.abort();
  assert.equal(await call, 'gone');
  assert.equal((await spanOf('GET /v1/photos/:photoId')).attributes['proofsheet.aborted'], true);
});
