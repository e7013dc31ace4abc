import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { originalKey } from '@proofsheet/photos';
import { createMemoryTracing } from '@proofsheet/runtime/telemetry/memory';
import { anna, startApi } from '../start-api.ts';

const { tracing, ended } = createMemoryTracing();
const api = await startApi({ tracing });
const untraced = await startApi();
after(() => Promise.all([api.close(), untraced.close()]));

const { signal } = new AbortController();
const bytes = Buffer.from('not quite a photo');
const wanted = { filename: 'a.jpg', contentType: 'image/jpeg', size: bytes.length };
const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const traceHeader = 'x-amz-meta-traceparent';

/** The metadata of the photo that was uploaded. */
async function readMetadata(photoId: string) {
  const key = originalKey({ owner: anna.id, photoId, fileName: wanted.filename });
  return (await api.stores.originals.head(key, signal))?.metadata;
}

/** The last span of a route, which ends a moment after its answer. */
async function spanOf(name: string) {
  for (;;) {
    const span = ended().findLast((each) => each.name === name);
    if (span) return span;
    await new Promise(setImmediate);
  }
}

/** Sends the bytes with these headers; `fetch` sets the length. */
async function put(url: string, headers: Record<string, string>): Promise<number> {
  const { 'content-length': _, ...others } = headers;
  return (await fetch(url, { method: 'PUT', headers: others, body: bytes })).status;
}

test('an upload carries the trace of the request into the metadata, signed', async () => {
  const { json } = await api.call('/v1/uploads', { body: wanted, headers: { traceparent } });
  const { url, headers } = json.upload;
  const span = await spanOf('POST /v1/uploads');
  assert.deepEqual([span.traceId, span.parentId], traceparent.split('-').slice(1, 3));
  assert.equal(span.attributes['http.response.status_code'], 201);
  const { [traceHeader]: handedOn, ...others } = headers;
  assert.equal(handedOn, `00-${traceId}-${span.spanId}-01`);
  assert.equal(await put(url, others), 403, 'without it');
  assert.equal(await put(url, { ...headers, [traceHeader]: traceparent }), 403, 'another');
  assert.equal(await put(url, headers), 200);
  assert.deepEqual(await readMetadata(json.photoId), { traceparent: handedOn });
});

test('a form carries it in a field', async () => {
  const { json } = await api.call('/v1/uploads', {
    body: { ...wanted, method: 'POST' },
    headers: { traceparent },
  });
  const send = async (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(bytes)]), 'a.jpg');
    return (await fetch(json.upload.url, { method: 'POST', body: form })).status;
  };
  const { [traceHeader]: handedOn, ...others } = json.upload.fields;
  assert.match(handedOn, new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  assert.equal(await send(others), 403, 'without it');
  assert.equal(await send(json.upload.fields), 204);
  assert.deepEqual(await readMetadata(json.photoId), { traceparent: handedOn });
});

test('an upload of several parts carries it from its beginning', async () => {
  const { json } = await api.call('/v1/uploads/multipart', { body: wanted, headers: { traceparent } });
  const { key, uploadId } = json;
  const identity = { key, uploadId };
  const path = `/v1/uploads/${json.photoId}`;
  const part = await api.call(`${path}/parts`, { body: { ...identity, partNumber: 1, size: bytes.length } });
  const sent = await fetch(part.json.url, { method: 'PUT', body: bytes });
  const parts = [{ PartNumber: 1, ETag: sent.headers.get('etag') }];
  assert.equal((await api.call(`${path}/complete`, { body: { ...identity, parts } })).status, 200);
  const begun = await spanOf('POST /v1/uploads/multipart');
  assert.deepEqual(await readMetadata(json.photoId), { traceparent: `00-${traceId}-${begun.spanId}-01` });
});

test('without traces an upload is as it ever was', async () => {
  const { json } = await untraced.call('/v1/uploads', { body: wanted, headers: { traceparent } });
  assert.deepEqual(json.upload.headers, {
    'content-type': 'image/jpeg',
    'if-none-match': '*',
  });
  const form = await untraced.call('/v1/uploads', {
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
  assert.doesNotMatch(untraced.log.join('\n'), /traceId/);
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
