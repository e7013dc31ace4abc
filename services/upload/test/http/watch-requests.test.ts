import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { anna, startApi } from '../start-api.ts';

const api = await startApi();
after(() => api.close());

test('nothing that is secret is in the log, in errors or in metrics', async () => {
  const photo = await api.upload('a.jpg');
  await api.putThumbnail(photo);
  const { json } = await api.call(`/v1/photos/${photo.photoId}`);
  const token = await api.links.sign({ bucket: 'thumbnails', key: photo.key }, new Date(Date.now() + 60_000));
  const answers = [
    await api.call(`/l/${token}`),
    await api.call(`/l/${token}x`),
    await api.call(`/l/${token}/more`),
    await api.call(`/v1/photos/${photo.photoId}?wait=${token}`),
    await api.call(`/v1/photos?cursor=${token}`),
    await api.call('/v1/uploads', { body: { [token]: token } }),
    await api.call('/v1/uploads', { body: `{"${token}` }),
    await api.call('/v1/photos', { by: { key: token } }),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [302, 404, 404, 400, 400, 400, 400, 401],
  );
  const written = [...api.log, await api.metrics.metrics()].join('\n');
  assert.ok(api.log.length >= answers.length);
  const signature = new URL(json.thumbnail.url).searchParams.get('X-Amz-Signature') ?? '';
  for (const secret of [token, anna.key, signature, 'X-Amz-']) assert.ok(!written.includes(secret), secret);
});

test('the id of a request is in its answer and in its line of the log', async () => {
  for (const [sent, expected] of [
    ['of-a-proxy.1', /^of-a-proxy\.1$/],
    ['with spaces', /^[0-9a-f-]{36}$/],
    ['x'.repeat(65), /^[0-9a-f-]{36}$/],
  ] as const) {
    const { headers } = await api.call('/v1/photos', { headers: { 'x-request-id': sent } });
    const id = headers.get('x-request-id') ?? '';
    assert.match(id, expected);
    const line = api.log.map((text) => JSON.parse(text)).find(({ requestId }) => requestId === id);
    assert.deepEqual([line.method, line.route, line.status, line.owner], ['GET', '/v1/photos', 200, anna.id]);
  }
});

test('requests are measured by route and status', async () => {
  await api.call('/v1/photos/nonsense');
  await api.call('/nothing/at/all');
  const metrics = await api.metrics.metrics();
  assert.match(
    metrics,
    /http_request_duration_seconds_count\{service="upload",method="GET",route="\/v1\/photos\/:photoId",status="404"\} \d/,
  );
  assert.match(metrics, /route="none",status="404"/);
});

test('uploads that were issued are counted by method', async () => {
  const wanted = { filename: 'a.jpg', contentType: 'image/jpeg', size: 5 };
  await api.call('/v1/uploads', { body: { ...wanted, method: 'POST' } });
  await api.call('/v1/uploads/batch', { body: { uploads: [wanted, wanted] } });
  const issued = await api.metrics.getSingleMetric('proofsheet_upload_urls_issued_total')?.get();
  const count = (method: string) => issued?.values.find(({ labels }) => labels.method === method)?.value;
  // One PUT is of the first test.
  assert.deepEqual([count('PUT'), count('POST')], [3, 1]);
});

test('the log names the client, by X-Forwarded-For only where its sender is trusted', async (t) => {
  const behindProxy = await startApi({ env: { TRUSTED_PROXIES: 'loopback,10.0.0.0/8' } });
  t.after(() => behindProxy.close());
  const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.1.2.3' };
  for (const [server, client] of [
    [api, '127.0.0.1'],
    [behindProxy, '203.0.113.7'],
  ] as const) {
    const answer = await server.call('/v1/photos', { headers });
    const id = answer.headers.get('x-request-id');
    const line = server.log.map((text) => JSON.parse(text)).find(({ requestId }) => requestId === id);
    assert.equal(line.client, client);
  }
});
