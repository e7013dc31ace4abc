import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '@proofsheet/harness/fault-proxy';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { readReadiness } from '@proofsheet/harness/read-readiness';
import { until } from '@proofsheet/harness/until';
import { makePhoto } from './make-photo.ts';
import { startFaultySystem } from './start-faulty-system.ts';

const photo = await makePhoto('#a020a0');
const keys = Array.from({ length: 200 }, (_, index) => `album/${index}.jpg`);
const minute = 60_000;

test('every call to SQS fails for a minute in the middle of the work: services back off, nothing is lost', {
  timeout: 300_000,
}, async (t) => {
  let isDown = false;
  let refused = 0;
  const system = await startFaultySystem(t, ({ operation }): Fault => {
    if (!isDown || operation === undefined) return 'pass';
    refused += 1;
    return refused % 2 ? 'reset' : { status: 503, body: '{"__type": "ServiceUnavailable"}' };
  });
  const worker = await system.startService('worker');
  await system.startService('notifier');
  await putUnderKeys(system.originals, photo, keys);
  await until('some thumbnails', async () => system.lines.some(({ msg }) => msg === 'reconciled'));
  isDown = true;
  await until('the worker to be unready', async () => (await readReadiness(worker)) === 503, minute);
  await delay(minute);
  isDown = false;
  await until('the worker to be ready', async () => (await readReadiness(worker)) === 200, minute);
  await system.assertRight(t, 150_000);
  t.diagnostic(`${refused} calls refused in a minute by two services`);
  assert.ok(refused < 600, `${refused} calls: they did not back off`);
});

test('credentials refused for a minute, by S3, SQS and SNS: receiving pauses, readiness says so, nothing is lost', {
  timeout: 300_000,
}, async (t) => {
  let isExpired = false;
  let refused = 0;
  const system = await startFaultySystem(t, ({ operation }): Fault => {
    if (!isExpired) return 'pass';
    refused += 1;
    const body =
      operation === undefined
        ? '<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>'
        : '{"__type": "ExpiredToken", "message": "The security token included in the request is expired"}';
    return { status: operation === undefined ? 400 : 403, body };
  });
  const [worker, notifier] = await Promise.all([
    system.startService('worker'),
    system.startService('notifier'),
  ]);
  await putUnderKeys(system.originals, photo, keys);
  await until('some thumbnails', async () => system.lines.some(({ msg }) => msg === 'reconciled'));
  isExpired = true;
  for (const service of [worker, notifier]) {
    await until('a service to be unready', async () => (await readReadiness(service)) === 503, minute);
  }
  await delay(minute);
  isExpired = false;
  for (const service of [worker, notifier]) {
    await until('a service to be ready', async () => (await readReadiness(service)) === 200, minute);
  }
  await system.assertRight(t, 150_000);
  t.diagnostic(`${refused} calls refused in a minute by two services`);
  assert.deepEqual(await Promise.all([worker.stop(), notifier.stop()]), [0, 0]);
});
