import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { anna, startApi } from './start-api.ts';

test('an unknown address is a problem too', async (t) => {
  const api = await startApi();
  t.after(() => api.close());
  const { status, json, headers } = await api.call('/v1/nothing');
  assert.equal(status, 404);
  assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.equal(json.type, 'urn:proofsheet:problem:route-not-found');
});

test('when the storage is unavailable, the client gets Retry-After and the log the reason', async (t) => {
  const api = await startApi();
  t.after(() => api.close());
  const { photoId } = await api.upload('a.jpg');
  await api.aws.close();
  const { status, json, headers } = await api.call(`/v1/photos/${photoId}`);
  assert.deepEqual([status, headers.get('retry-after')], [503, '5']);
  assert.equal(json.type, 'urn:proofsheet:problem:storage-unavailable');
  assert.ok(!JSON.stringify(json).includes('127.0.0.1'));
  assert.ok(api.log.some((line) => line.includes('ECONNREFUSED') && line.includes(json.requestId)));
});

test('the document describes every route', async (t) => {
  const api = await startApi();
  t.after(() => api.close());
  const { json } = await api.call('/openapi.json');
  assert.equal(json.openapi, '3.1.0');
  const calls = Object.entries(json.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(calls.sort(), [
    'DELETE /v1/photos/{photoId}',
    'DELETE /v1/shares/{shareId}',
    'DELETE /v1/uploads/{photoId}',
    'GET /l/{token}',
    'GET /v1/client-config',
    'GET /v1/events',
    'GET /v1/photos',
    'GET /v1/photos/{photoId}',
    'GET /v1/photos/{photoId}/original',
    'GET /v1/photos/{photoId}/thumbnail',
    'GET /v1/photos/{photoId}/variants/{name}',
    'GET /v1/shared/{token}',
    'GET /v1/shared/{token}/photos',
    'GET /v1/shared/{token}/photos/{photoId}/{file}',
    'GET /v1/shares',
    'GET /v1/timeline',
    'GET /v1/timeline/{month}',
    'GET /v1/uploads/{photoId}/parts',
    'POST /v1/photos/delete',
    'POST /v1/photos/status',
    'POST /v1/photos/urls',
    'POST /v1/photos/{photoId}/retry',
    'POST /v1/shares',
    'POST /v1/uploads',
    'POST /v1/uploads/batch',
    'POST /v1/uploads/multipart',
    'POST /v1/uploads/{photoId}/complete',
    'POST /v1/uploads/{photoId}/parts',
    'POST /v1/uploads/{photoId}/parts/batch',
  ]);
  const names = ['AlbumPhoto', 'NewUpload', 'Photo', 'Problem', 'Upload'];
  for (const name of names) assert.equal(json.components.schemas[name]?.type, 'object', name);
  assert.match((await api.call('/docs/')).text, /swagger/);
});

test('when it closes, who waits gets an answer, and kept connections end', { timeout: 30_000 }, async () => {
  const api = await startApi();
  const { photoId } = await api.upload('a.jpg');
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text) => {
    received += text;
  });
  const waiting = api.waiting();
  socket.write(
    `GET /v1/photos/${photoId}?wait=20 HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${anna.key}\r\n\r\n`,
  );
  await waiting;
  const ended = once(socket, 'end');
  const start = performance.now();
  await api.close();
  await ended;
  assert.ok(performance.now() - start < 5000);
  assert.match(received, /^HTTP\/1\.1 200 OK/);
  assert.match(received, /"status":"processing"/);
});

test('who is gone waits no longer', { timeout: 15_000 }, async (t) => {
  const api = await startApi({ env: { MAX_WAITERS: '1' } });
  t.after(() => api.close());
  const { photoId } = await api.upload('a.jpg');
  const waiting = Promise.withResolvers<void>();
  const { derived } = api.stores;
  const list = derived.list.bind(derived);
  derived.list = async (...args) => {
    waiting.resolve();
    return list(...args);
  };
  const gone = new AbortController();
  const first = api.call(`/v1/photos/${photoId}?wait=20`, { signal: gone.signal });
  await waiting.promise;
  // Until its first look is over, it is not waiting yet.
  let answer = await api.call(`/v1/photos/${photoId}?wait=1`);
  while (answer.status === 200) answer = await api.call(`/v1/photos/${photoId}?wait=1`);
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '2']);
  gone.abort();
  await assert.rejects(first);
  while (answer.status === 503) answer = await api.call(`/v1/photos/${photoId}?wait=1`);
  assert.equal(answer.status, 200);
});

test('a connection without requests delays nothing', async () => {
  const api = await startApi();
  const accepted = once(api.app.server, 'connection');
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await accepted;
  const closed = once(socket, 'close');
  const start = performance.now();
  await api.close();
  await closed;
  assert.ok(performance.now() - start < 5000);
});

test('the document says what the settings allow, and which calls follow each other', async (t) => {
  const api = await startApi({
    env: { MAX_UPLOAD_BYTES: '1000', UPLOAD_CONTENT_TYPES: 'image/jpeg,image/png' },
  });
  t.after(() => api.close());
  const { json } = await api.call('/openapi.json');
  const { NewUpload, NewMultipartUpload, NewPart } = json.components.schemas;
  assert.deepEqual(NewUpload.properties.contentType.enum, ['image/jpeg', 'image/png']);
  for (const schema of [NewUpload, NewMultipartUpload, NewPart]) {
    assert.equal(schema.properties.size.maximum, 1000, schema.title);
  }
  const { links } = json.paths['/v1/uploads'].post.responses[201];
  assert.deepEqual(links.getPhoto, {
    operationId: 'getPhoto',
    parameters: { photoId: '$response.body#/photoId' },
  });
});

test('a field called __proto__ is refused where fields are closed, and ignored where they are open', async (t) => {
  const api = await startApi();
  t.after(() => api.close());
  const closed = await api.call('/v1/uploads', {
    body: '{"filename":"a.jpg","contentType":"image/jpeg","size":5,"__proto__":{"size":1}}',
  });
  assert.deepEqual([closed.status, closed.json.errors[0].field], [400, 'body/__proto__']);
  const photoId = '0'.repeat(32);
  const open = await api.call(`/v1/uploads/${photoId}/complete`, {
    body: '{"key":"a","uploadId":"b","parts":[{"PartNumber":1,"ETag":"x","__proto__":{},"constructor":{"prototype":0}}]}',
  });
  assert.equal(open.json.type, 'urn:proofsheet:problem:upload-not-found');
});
