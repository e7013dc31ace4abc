import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { samplePhotos } from '@proofsheet/demo';
import { isNotified } from '@proofsheet/harness/notifications';
import { startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { putPhotos } from '@proofsheet/harness/put-photos';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { until } from '@proofsheet/harness/until';
import { readQueueDepth } from '@proofsheet/queue/depth';

const { signal } = new AbortController();
const dandelion = await readFile((await samplePhotos()).find((file) => file.endsWith('dandelion.jpg')) ?? '');
const brushes = await readFile((await samplePhotos()).find((file) => file.endsWith('brushes.jpg')) ?? '');
const key = 'dandelion.jpg';

test('SIGTERM under load loses nothing and waits for no visibility timeout', {
  timeout: 180_000,
}, async (t) => {
  // Longer than the test: a message that is stranded fails it.
  const patient = { VISIBILITY_SECONDS: '600' };
  const system = await startTestSystem(t, { services: ['upload', 'notifier'] });
  const first = await system.startService('worker', patient);
  const keys = await putPhotos(system.originals, brushes, 60);
  await until('the first thumbnails', async () => (await countThumbnails(system)) >= 5);

  const before = Date.now();
  assert.equal(await first.stop('SIGTERM'), 0);
  const stopMs = Date.now() - before;
  const made = await countThumbnails(system);
  assert.ok(made < keys.length, 'it ended in the middle of the work');
  assert.ok(stopMs < 10_000, `it took ${stopMs} ms to end`);
  t.diagnostic(`ended in ${stopMs} ms with ${made} of ${keys.length} done`);

  await system.startService('worker', patient);
  await until('all thumbnails', async () => (await countThumbnails(system)) === keys.length, 60_000);
  await assertEachNotifiedOnce(system, keys);
  await until('an empty queue', () => isEmpty(system));
});

test('SIGKILL in the middle of a decode loses nothing', { timeout: 120_000 }, async (t) => {
  const system = await startTestSystem(t, { services: ['upload', 'notifier'] });
  const seen: string[] = [];
  let kill = () => {};
  const proxy = await startFaultProxy(t, system.local.endpoint, ({ method, path }) => {
    seen.push(`${method} ${path}`);
    return method === 'GET' && path.endsWith(key) ? { onSent: () => kill() } : 'pass';
  });
  const victim = await system.startService('worker', { AWS_ENDPOINT_URL: proxy, VISIBILITY_SECONDS: '11' });
  kill = () => void victim.stop('SIGKILL');
  await system.originals.put(key, dandelion, { contentType: 'image/jpeg' }, signal);
  assert.equal(await victim.ended, 'SIGKILL');
  assert.deepEqual(
    seen.filter((request) => request.startsWith('PUT')),
    [],
    'it had read the original and written nothing',
  );

  await system.startService('worker');
  await until('the thumbnail', () => system.thumbnails.head(key, signal));
  await assertEachNotifiedOnce(system, [key]);
  await until('an empty queue', () => isEmpty(system));
});

test('SIGKILL just after the last PUT does no work and sends no email twice', {
  timeout: 120_000,
}, async (t) => {
  const outcomes: unknown[] = [];
  const system = await startTestSystem(t, {
    services: ['upload', 'notifier'],
    onLine: (service, { msg, outcome }) => {
      if (service === 'worker' && msg === 'reconciled') outcomes.push(outcome);
    },
  });
  let kill = () => {};
  const proxy = await startFaultProxy(t, system.local.endpoint, ({ method, path }) => {
    if (method !== 'PUT' || !path.includes('/outcomes/')) return 'pass';
    const onAnswer = () => {
      kill();
      return false;
    };
    return { onAnswer };
  });
  const victim = await system.startService('worker', { AWS_ENDPOINT_URL: proxy, VISIBILITY_SECONDS: '11' });
  kill = () => void victim.stop('SIGKILL');
  await system.originals.put(key, dandelion, { contentType: 'image/jpeg' }, signal);
  assert.equal(await victim.ended, 'SIGKILL');
  const thumbnail = await system.thumbnails.head(key, signal);
  assert.ok(thumbnail, 'the PUT had taken place');
  assert.deepEqual(outcomes, []);

  await system.startService('worker');
  await until('the redelivery', async () => outcomes.length > 0);
  assert.deepEqual(outcomes, ['unchanged']);
  assert.deepEqual(await system.thumbnails.head(key, signal), thumbnail);
  await assertEachNotifiedOnce(system, [key]);
  await until('an empty queue', () => isEmpty(system));
});

async function countThumbnails({ thumbnails }: TestSystem): Promise<number> {
  return (await thumbnails.list({ prefix: '' }, signal)).length;
}

/** The record comes right after the email, so that no further email follows once every photo has its record. */
async function assertEachNotifiedOnce(system: TestSystem, keys: readonly string[]): Promise<void> {
  for (const key of keys) await until(`the notification of ${key}`, () => isNotified(system, key));
  const mailed = (await system.mails.read()).map(({ location }) =>
    decodeURIComponent(new URL(location).pathname),
  );
  assert.deepEqual(mailed.map((path) => path.split('/').slice(2).join('/')).sort(), [...keys].sort());
}

async function isEmpty({ sqs, local }: TestSystem): Promise<boolean> {
  const urls = [
    local.originalsQueueUrl,
    local.thumbnailsQueueUrl,
    local.originalsDlqUrl,
    local.thumbnailsDlqUrl,
  ];
  const depths = await Promise.all(urls.map((url) => readQueueDepth(sqs, url)));
  return depths.every((depth) => depth.visible + depth['in-flight'] === 0);
}
