import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, ProxiedRequest } from '@proofsheet/harness/fault-proxy';
import { countByKey, keysOf } from '@proofsheet/harness/notifications';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { ownerId } from '@proofsheet/photos';
import { makePhoto } from './make-photo.ts';
import { startFaultySystem } from './start-faulty-system.ts';

const photo = await makePhoto('#c0a020');
const keys = Array.from({ length: 40 }, (_, index) => `album/${index}.jpg`);
const isPublish = ({ method, path, operation }: ProxiedRequest) =>
  method === 'POST' && path === '/' && operation === undefined;
const throttled: Fault = {
  status: 400,
  body: '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
};

test('SNS throttles for a minute: thumbnails come meanwhile, and every email after it, once', {
  timeout: 300_000,
}, async (t) => {
  let isThrottled = true;
  let refused = 0;
  const system = await startFaultySystem(t, (request) => {
    if (!isThrottled || !isPublish(request)) return 'pass';
    refused += 1;
    return throttled;
  });
  await Promise.all([system.startService('worker'), system.startService('notifier')]);
  await putUnderKeys(system.originals, photo, keys);
  const { signal } = new AbortController();
  const isMade = async () => (await system.thumbnails.list({ prefix: '' }, signal)).length === keys.length;
  await until('all thumbnails', isMade, 60_000);
  await until('a refusal', async () => refused > 0, 60_000);
  await delay(60_000);
  assert.equal((await system.readPublished()).length, 0);
  isThrottled = false;
  await system.assertRight(t, 200_000);
  t.diagnostic(`${refused} messages refused in a minute`);
});

for (const [record, name] of [
  ['claims/', 'the claim'],
  ['notified/', 'the notified record'],
] as const) {
  test(`S3 refuses ${name} for a while after SNS has accepted the message: at most one more email`, {
    timeout: 300_000,
  }, async (t) => {
    let accepted = 0;
    let refused = 0;
    const system = await startFaultySystem(t, (request) => {
      if (isPublish(request)) {
        return {
          onAnswer: () => {
            accepted += 1;
            return true;
          },
        };
      }
      const isRecord = request.method === 'PUT' && request.path.includes(`/${record}`);
      if (!isRecord || accepted === 0 || refused >= 12) return 'pass';
      refused += 1;
      return { status: 503, body: '<Error><Code>SlowDown</Code></Error>' };
    });
    // With a topic of the owner, too, the claim is written between the two messages.
    const owned = keysOf('anna', 40);
    const readOwn = await subscribeQueue(system.sqs, system.local, ownerId('e2e', 'anna'));
    await Promise.all([system.startService('worker'), system.startService('notifier')]);
    await putUnderKeys(system.originals, photo, owned);
    await system.untilEmpty(200_000);
    assert.ok(refused > 0, 'no write was refused');
    for (const [topic, published] of [
      ['shared', await system.readPublished()],
      ['owner', await readOwn()],
    ] as const) {
      const counts = [...countByKey(published).values()];
      const doubles = counts.filter((count) => count > 1).length;
      t.diagnostic(`${topic} topic: ${refused} writes refused, ${counts.length} photos, ${doubles} twice`);
      assert.equal(counts.length, owned.length);
      assert.ok(Math.max(...counts) <= 2);
    }
  });
}
