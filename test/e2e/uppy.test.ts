import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createClient } from '@proofsheet/client';
import { listPhotos } from '@proofsheet/client/api';
import { samplePhotos } from '@proofsheet/demo';
import { type Fault, startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { startTestSystem } from '@proofsheet/harness/start-test-system';
import { ProofsheetUpload, type UploadedBody } from '@proofsheet/uppy';
import { type Meta, Uppy } from '@uppy/core';

test('Uppy uploads through the plugin', { timeout: 120_000 }, async (t) => {
  const system = await startTestSystem(t, { services: [] });
  const { local } = system;
  let fault: () => Fault = () => 'pass';
  const s3Url = await startFaultProxy(t, local.endpoint, ({ method }) =>
    method === 'PUT' ? fault() : 'pass',
  );
  const env = { S3_PUBLIC_ENDPOINT: s3Url, MAX_EVENT_LOOP_DELAY_MS: '0' };
  await Promise.all([system.startService('upload', env), system.startService('worker')]);
  const client = createClient({ baseUrl: local.apiUrl, token: local.apiKey });
  const sample = await readFile((await samplePhotos())[0] ?? '');
  const names = async () =>
    (await listPhotos({ client: client.api, query: { limit: 200 } })).photos.map(({ filename }) => filename);
  const createUppy = (waitForThumbnails = false) =>
    new Uppy<Meta, UploadedBody>().use(ProofsheetUpload, { client, waitForThumbnails });
  const add = (
    uppy: Uppy<Meta, UploadedBody>,
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    type = 'image/jpeg',
  ) => uppy.addFile({ name, type, data: new Blob([bytes], { type }) });

  await t.test('files become photos, each with what became of it', async () => {
    const uppy = createUppy(true);
    const progress: number[] = [];
    uppy.on('upload-progress', (_, { bytesUploaded }) => progress.push(bytesUploaded));
    add(uppy, '하나.jpg', sample);
    add(uppy, 'broken.jpg', randomBytes(500));
    const { successful = [], failed = [] } = (await uppy.upload()) ?? {};
    assert.deepEqual(failed, []);
    const seen = successful.map(({ name, response }) => [name, response?.body?.photo?.status]);
    assert.deepEqual(seen.sort(), [
      ['broken.jpg', 'failed'],
      ['하나.jpg', 'ready'],
    ]);
    assert.ok(progress.includes(sample.length));
  });

  await t.test('a lost answer is no second photo, and no failure', async () => {
    let puts = 0;
    fault = () => {
      puts += 1;
      return puts === 1 ? { onAnswer: () => false } : 'pass';
    };
    const uppy = createUppy();
    add(uppy, 'lost.jpg', randomBytes(500));
    const { successful = [] } = (await uppy.upload()) ?? {};
    assert.match(successful[0]?.response?.body?.photoId ?? '', /^[0-9a-f]{32}$/);
    assert.equal(puts, 2);
    assert.equal((await names()).filter((name) => name === 'lost.jpg').length, 1);
    fault = () => 'pass';
  });

  await t.test('what the service refuses is shown with its reason, beside what it takes', async () => {
    const uppy = createUppy();
    add(uppy, 'a.txt', randomBytes(5), 'text/plain');
    add(uppy, 'taken.jpg', randomBytes(500));
    const { successful = [], failed = [] } = (await uppy.upload()) ?? {};
    assert.deepEqual(
      successful.map(({ name }) => name),
      ['taken.jpg'],
    );
    assert.equal(failed[0]?.name, 'a.txt');
    assert.match(failed[0]?.error ?? '', /content type|accepted/i);
  });

  await t.test('a removed file is sent no further', async () => {
    const reached = Promise.withResolvers<void>();
    fault = () => {
      reached.resolve();
      return 'stall';
    };
    const uppy = createUppy();
    const id = add(uppy, 'removed.jpg', randomBytes(500));
    const uploading = uppy.upload();
    await reached.promise;
    uppy.removeFile(id);
    await uploading;
    fault = () => 'pass';
    assert.ok(!(await names()).includes('removed.jpg'));
  });
});
