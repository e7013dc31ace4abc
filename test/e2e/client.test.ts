import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { ApiError, createClient } from '@proofsheet/client';
import { deletePhoto, getPhoto, listPhotos } from '@proofsheet/client/api';
import { samplePhotos } from '@proofsheet/demo';
import { type Fault, type ProxiedRequest, startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { startTestSystem } from '@proofsheet/harness/start-test-system';

const MiB = 1024 ** 2;

test('the client uploads, whatever happens on the way', { timeout: 240_000 }, async (t) => {
  const system = await startTestSystem(t, { services: [] });
  const { local } = system;
  let s3Fault: (request: ProxiedRequest) => Fault = () => 'pass';
  let apiFault: (request: ProxiedRequest) => Fault = () => 'pass';
  const puts: string[] = [];
  const s3Url = await startFaultProxy(t, local.endpoint, (request) => {
    if (request.method === 'PUT') puts.push(request.path);
    return request.method === 'PUT' ? s3Fault(request) : 'pass';
  });
  const env = { S3_PUBLIC_ENDPOINT: s3Url, MAX_EVENT_LOOP_DELAY_MS: '0' };
  await Promise.all([system.startService('upload', env), system.startService('worker')]);
  const baseUrl = await startFaultProxy(t, local.apiUrl, (request) => apiFault(request));
  const client = createClient({ baseUrl, token: local.apiKey });
  const list = async () => (await listPhotos({ client: client.api, query: { limit: 200 } })).photos;
  const photo = (name: string, bytes: number) => new File([randomBytes(bytes)], name, { type: 'image/jpeg' });
  /** Once for the first request that matches, then nothing. */
  const once = (fault: Fault, matches: (request: ProxiedRequest) => boolean = () => true) => {
    let isDone = false;
    return (request: ProxiedRequest): Fault => {
      if (isDone || !matches(request)) return 'pass';
      isDone = true;
      return fault;
    };
  };

  await t.test('a photo becomes a thumbnail', async () => {
    const sample = (await samplePhotos()).find((each) => each.endsWith('two-dogs.jpg')) ?? '';
    const name = '한글 사진 + 100%.jpg';
    const bytes = await readFile(sample);
    const reported: number[] = [];
    const onProgress = (sent: number) => reported.push(sent);
    const { photoId } = await client.upload(new Blob([bytes]), { filename: name, onProgress });
    assert.equal(reported.at(-1), bytes.length);
    const [ready] = await client.waitForAll([photoId]);
    assert.deepEqual([ready?.photoId, ready?.status, ready?.filename], [photoId, 'ready', name]);
    const { original } = await getPhoto({ client: client.api, path: { photoId } });
    assert.deepEqual(Buffer.from(await (await fetch(original.url)).arrayBuffer()), bytes);
    await deletePhoto({ client: client.api, path: { photoId } });
    await assert.rejects(
      getPhoto({ client: client.api, path: { photoId } }),
      (error) => error instanceof ApiError && error.status === 404 && error.code === 'photo-not-found',
    );
  });

  for (const { name, fault, attempts } of [
    { name: 'the answer is lost after S3 stored the photo', fault: { onAnswer: () => false }, attempts: 2 },
    { name: 'the connection is cut before', fault: 'reset', attempts: 2 },
    { name: 'S3 answers 503', fault: { status: 503, body: '' }, attempts: 2 },
    {
      name: 'S3 refuses the signature, as of a URL that is over',
      fault: { status: 403, body: '' },
      attempts: 2,
    },
  ] as const) {
    await t.test(`a photo is stored once when ${name}`, async () => {
      puts.length = 0;
      s3Fault = once(fault);
      const { photoId } = await client.upload(photo(`${name}.jpg`, 5000));
      const stored = (await list()).filter(({ filename }) => filename === `${name}.jpg`);
      assert.deepEqual(
        stored.map((each) => each.photoId),
        [photoId],
      );
      assert.equal(puts.length, attempts);
    });
  }

  await t.test('an overloaded service is asked again after Retry-After', async () => {
    s3Fault = () => 'pass';
    let asked = 0;
    apiFault = ({ path }) => {
      if (path !== '/v1/uploads/batch') return 'pass';
      asked += 1;
      return asked === 1 ? { status: 503, body: '{"title":"Service overloaded"}' } : 'pass';
    };
    await client.upload(photo('busy.jpg', 5000));
    assert.equal(asked, 2);
    apiFault = () => 'pass';
  });

  await t.test('files that start together share one call for their URLs', async () => {
    let asked = 0;
    apiFault = ({ path }) => {
      if (path === '/v1/uploads/batch') asked += 1;
      return 'pass';
    };
    const files = Array.from({ length: 20 }, (_, index) => photo(`together ${index}.jpg`, 100));
    const uploaded = await Promise.all(files.map((file) => client.upload(file)));
    assert.equal(asked, 1);
    const seen: string[] = [];
    const ids = uploaded.map(({ photoId }) => photoId);
    const settled = await client.waitForAll(ids, { onPhoto: ({ photoId }) => seen.push(photoId) });
    assert.deepEqual(
      settled.map(({ photoId, status }) => [photoId, status]),
      ids.map((id) => [id, 'failed']),
    );
    assert.deepEqual(seen.sort(), ids.sort());
  });

  await t.test('a large photo goes in parts, each once, though answers are lost', async () => {
    puts.length = 0;
    s3Fault = once({ onAnswer: () => false });
    apiFault = once({ onAnswer: () => false }, ({ path }) => path.endsWith('/complete'));
    const file = photo('large.jpg', 17 * MiB + 5);
    const reported: number[] = [];
    const { photoId } = await client.upload(file, { onProgress: (sent) => reported.push(sent) });
    assert.equal(puts.length, 3, 'the part whose answer was lost is there');
    assert.equal(reported.at(-1), file.size);
    const { size, original } = await getPhoto({ client: client.api, path: { photoId } });
    assert.equal(size, file.size);
    const stored = await (await fetch(original.url)).bytes();
    assert.deepEqual(Buffer.from(stored), Buffer.from(await file.arrayBuffer()));
  });

  await t.test('an upload that is aborted among its parts leaves none', async () => {
    const stop = new AbortController();
    const reason = new Error('changed my mind');
    s3Fault = once({
      onAnswer: () => {
        stop.abort(reason);
        return true;
      },
    });
    await assert.rejects(client.upload(photo('aborted.jpg', 17 * MiB), { signal: stop.signal }), reason);
    const { endpoint, region, accessKeyId, secretAccessKey, originalsBucket: Bucket } = local;
    const credentials = { accessKeyId, secretAccessKey };
    const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    t.after(() => s3.destroy());
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    assert.deepEqual(Uploads, []);
    assert.ok(!(await list()).some(({ filename }) => filename === 'aborted.jpg'));
  });

  await t.test('what cannot succeed fails at once', async () => {
    puts.length = 0;
    const refusal = (status: number) => (error: unknown) =>
      error instanceof ApiError && error.status === status;
    const text = new File(['text'], 'a.txt', { type: 'text/plain' });
    await assert.rejects(client.upload(text), refusal(415));
    const stranger = createClient({ baseUrl, token: 'a wrong key' });
    await assert.rejects(stranger.upload(photo('a.jpg', 10)), refusal(401));
    await assert.rejects(client.upload(new Blob(['x'])), TypeError);
    assert.equal(puts.length, 0);
  });

  await t.test('waiting ends with its signal', async () => {
    const never = 'f'.repeat(32);
    const signal = AbortSignal.timeout(1000);
    await assert.rejects(client.waitForAll([never], { signal }), { name: 'TimeoutError' });
  });
});
