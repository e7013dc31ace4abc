import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { countByKey, isNotified, keysOf, untilQuiet } from '@proofsheet/harness/notifications';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { readMailbox } from '@proofsheet/harness/read-mailbox';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { claimKey, notificationGroup, ownerId, parseOriginalKey, pendingPrefix } from '@proofsheet/photos';
import { readQueueDepth } from '@proofsheet/queue/depth';

const { signal } = new AbortController();
const photo = Buffer.from('no notifier looks into it');
const gathering = { NOTIFY_QUIET_SECONDS: '1', NOTIFY_MAX_PHOTOS: '200' };

test('a topic that refuses neither repeats the other’s message nor holds up later photos, and loses nothing', {
  timeout: 150_000,
}, async (t) => {
  const system = await startTestSystem(t, { services: [] });
  const { sqs, local } = system;
  // SNS refuses messages to a topic that does not exist.
  const topics = { ...local, topicArn: `${local.topicArn}-later` };
  const readOwn = await subscribeQueue(sqs, topics, ownerId('e2e', 'anna'));
  await system.startService('notifier', { ...gathering, TOPIC_ARN: topics.topicArn });
  const early = keysOf('anna', 3);
  await putReady(system, early);
  await until('the record of the last photo', () => isNotified(system, early.at(-1) ?? ''));
  const late = keysOf('anna', 2);
  await putReady(system, late);
  await until('the record of a later photo', () => isNotified(system, late.at(-1) ?? ''));
  assertEachOnce(await readOwn(), [...early, ...late]);

  const readShared = await subscribeQueue(sqs, topics);
  await untilQuiet(system, 90_000);
  assertEachOnce(await readShared(), [...early, ...late]);
  assertEachOnce(await readOwn(), [...early, ...late]);
  assert.equal((await readQueueDepth(sqs, local.thumbnailsDlqUrl)).visible, 0);
});

test('upgrade: what version 0.1 left behind is finished, and what it had recorded causes no second notification', {
  timeout: 90_000,
}, async (t) => {
  const system = await startTestSystem(t, { services: [] });
  const { sqs, local, derived } = system;
  const readAll = await subscribeQueue(sqs, local);
  const [recorded = '', pending = '', digested = ''] = keysOf('anna', 3);
  const put = (key: string, body: object) =>
    derived.put(key, JSON.stringify(body), { contentType: 'application/json' }, signal);
  await putReady(system, [recorded, pending, digested, 'cat.jpg']);
  for (const key of [recorded, 'cat.jpg']) await put(`notified/${key}`, { key, status: 'ready' });
  // Its events were handled: the pending record is there, and a digest that names the photo.
  const group = notificationGroup(digested);
  const { photoId } = parseOriginalKey(digested) ?? {};
  await put(`${pendingPrefix(group)}${photoId}/${'5'.repeat(64)}`, { key: digested, nonce: 'n' });
  await put(claimKey(group), { nonce: 'n', expiresAt: Date.now() - 1 });
  const MessageBody = JSON.stringify({ proofsheet: 'digest', key: encodeURIComponent(digested) });
  await sqs.send(new SendMessageCommand({ QueueUrl: local.thumbnailsQueueUrl, MessageBody }));

  await system.startService('notifier', gathering);
  for (const key of [pending, digested]) await until(`the record of ${key}`, () => isNotified(system, key));
  await untilQuiet(system);
  assertEachOnce(await readAll(), [pending, digested]);
  assert.ok((await readMailbox(local.mailboxUrl)).length <= 2);
});

async function putReady({ originals, thumbnails }: TestSystem, keys: readonly string[]): Promise<void> {
  await putUnderKeys(originals, photo, keys);
  await putUnderKeys(thumbnails, photo, keys);
}

function assertEachOnce(published: Parameters<typeof countByKey>[0], keys: readonly string[]): void {
  const counts = [...countByKey(published)].sort();
  assert.deepEqual(counts, keys.map((key) => [key, 1]).sort());
}
