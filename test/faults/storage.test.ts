import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '@proofsheet/harness/fault-proxy';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { readReadiness } from '@proofsheet/harness/read-readiness';
import { until } from '@proofsheet/harness/until';
import { makePhoto } from './make-photo.ts';
import { startFaultySystem } from './start-faulty-system.ts';

const { signal } = new AbortController();
const photo = await makePhoto('#20a040');
const keys = Array.from({ length: 60 }, (_, index) => `album/${index}.jpg`);
const isS3 = (path: string) => path.startsWith('/proofsheet-');

test('while S3 refuses, resets, cuts or stalls every sixth request, each photo is made and announced once', {
  timeout: 300_000,
}, async (t) => {
  const kinds: Record<string, Fault> = {
    '503': { status: 503, body: '<Error><Code>SlowDown</Code></Error>' },
    '500': { status: 500, body: '<Error><Code>InternalError</Code></Error>' },
    reset: 'reset',
    cut: 'cut',
  };
  const counts: Record<string, number> = {};
  let requests = 0;
  const system = await startFaultySystem(t, ({ path }) => {
    if (!isS3(path)) return 'pass';
    requests += 1;
    // One stall is enough: it takes until the deadline of its call.
    const name = requests === 100 ? 'stall' : Object.keys(kinds)[(requests / 6) % 4];
    if (name === undefined) return 'pass';
    counts[name] = (counts[name] ?? 0) + 1;
    return kinds[name] ?? 'stall';
  });
  await Promise.all([system.startService('worker'), system.startService('notifier')]);
  await putUnderKeys(system.originals, photo, keys);
  await system.assertRight(t, 240_000);
  t.diagnostic(`${requests} requests to S3, of them refused: ${JSON.stringify(counts)}`);
  assert.ok(Object.values(counts).every((count) => count > 0));
  assert.equal(Object.keys(counts).length, 5);
});

test('storage that accepts and never answers for a minute: unready meanwhile, nothing lost, no process ends', {
  timeout: 580_000,
}, async (t) => {
  let isHung = false;
  const system = await startFaultySystem(t, ({ path }) => (isHung && isS3(path) ? 'stall' : 'pass'));
  // As in production: a handler outlasts the deadlines of its calls.
  const patient = { HANDLER_SECONDS: '120', CHECK_DELAY_SECONDS: '121', VISIBILITY_SECONDS: '30' };
  const [worker, notifier] = await Promise.all([
    system.startService('worker', patient),
    system.startService('notifier'),
  ]);
  await putUnderKeys(system.originals, photo, keys.slice(0, 5));
  await system.untilEmpty();
  isHung = true;
  const hungAt = Date.now();
  await putUnderKeys(system.originals, photo, keys);
  await until('the worker to be unready', async () => (await readReadiness(worker)) === 503, 200_000);
  t.diagnostic(`the worker is unready after ${Date.now() - hungAt} ms`);
  await delay(Math.max(0, hungAt + 60_000 - Date.now()));
  isHung = false;
  await until('the worker to be ready', async () => (await readReadiness(worker)) === 200, 90_000);
  await system.assertRight(t, 200_000);
  assert.deepEqual(await Promise.all([worker.stop(), notifier.stop()]), [0, 0]);
});

test('services whose clocks are 20 minutes wrong sign with the time of the server: photos and emails as ever', {
  timeout: 180_000,
}, async (t) => {
  const system = await startFaultySystem(t);
  const shift = (minutes: number) => ({
    NODE_OPTIONS: `--import ${encodeURI(`data:text/javascript,{const now=Date.now,D=Date;globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(now()+${minutes}*6e4)}static now(){return now()+${minutes}*6e4}}}`)}`,
  });
  await Promise.all([
    system.startService('upload', shift(20)),
    system.startService('worker', shift(-20)),
    system.startService('notifier', shift(20)),
  ]);
  await putUnderKeys(system.originals, photo, keys);
  const { apiUrl, apiKey } = system.local;
  const send = async () => {
    const asked = await fetch(`${apiUrl}/v1/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ filename: 'a.jpg', contentType: 'image/jpeg', size: photo.length }),
    });
    const { upload } = (await asked.json()) as {
      upload: { url: string; headers: Record<string, string> };
    };
    const stored = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: photo });
    return stored.status === 200;
  };
  // The first answer of S3 corrects the clock: the API asks when it starts.
  await until('an upload', send, 10_000);
  await system.assertRight(t);
  assert.equal((await system.originals.list({ prefix: '' }, signal)).length, keys.length + 1);
});
