import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { countByKey, keysOf, untilNotified, untilQuiet } from '@proofsheet/harness/notifications';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { readMailbox } from '@proofsheet/harness/read-mailbox';
import { sendBytes } from '@proofsheet/harness/send-bytes';
import { sendEvents } from '@proofsheet/harness/send-events';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { type PublishedMessage, subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { createS3Client } from '@proofsheet/object-store';
import { ownerId, parseOriginalKey } from '@proofsheet/photos';
import sharp from 'sharp';

const gathering = {
  NOTIFY_QUIET_SECONDS: '2',
  NOTIFY_MAX_WAIT_SECONDS: '20',
  NOTIFY_MAX_PHOTOS: '200',
};
const [sample = ''] = await samplePhotos();
const small = await sharp({ create: { width: 240, height: 180, channels: 3, background: '#369' } })
  .jpeg()
  .toBuffer();

test('one photo, one email, a link that works', { timeout: 60_000 }, async (t) => {
  const system = await startTestSystem(t, { env: { notifier: gathering } });
  const { photoId } = await sendPhoto(system.local, sample);
  const mail = await system.mails.waitFor(photoId, 20_000);
  assert.equal(mail?.subject, 'A new photo has been uploaded!');
  assert.equal((await fetch(mail?.link ?? '')).status, 200);
  await untilNotified(system, 1);
  assert.equal((await readMailbox(system.local.mailboxUrl)).length, 1);
});

test('500 photos of two owners at once: a handful of emails, each photo once, each owner apart', {
  timeout: 180_000,
}, async (t) => {
  const system = await startTestSystem(t, { services: ['notifier'], env: { notifier: gathering } });
  const readPublished = await subscribeQueue(system.sqs, system.local);
  const keys = interleave(keysOf('anna', 250), keysOf('ben', 250));
  const before = Date.now();
  await putReady(system, keys);
  await untilNotified(system, keys.length, 120_000);
  const published = await readPublished();
  t.diagnostic(
    `${published.length} emails of ${published.map(({ count }) => count)} photos in ${Date.now() - before} ms`,
  );
  assertEachOnce(published, keys);
  assertOwnersApart(published);
  assert.ok(published.length <= 16, `${published.length} emails`);
  await assertEmailsMatch(system, published);

  await t.test('all events once more: no further email', async () => {
    await sendEvents(system.sqs, system.local.thumbnailsQueueUrl, system.local.thumbnailsBucket, keys);
    await untilQuiet(system);
    assert.equal((await readPublished()).length, published.length);
    assert.equal((await readMailbox(system.local.mailboxUrl)).length, published.length);
  });
});

test('two notifiers at once: each photo once', { timeout: 120_000 }, async (t) => {
  const system = await startTestSystem(t, { services: ['notifier'], env: { notifier: gathering } });
  await system.startService('notifier');
  const readPublished = await subscribeQueue(system.sqs, system.local);
  const keys = interleave(keysOf('anna', 150), keysOf('ben', 150));
  await putReady(system, keys);
  const { thumbnailsQueueUrl, thumbnailsBucket } = system.local;
  await sendEvents(system.sqs, thumbnailsQueueUrl, thumbnailsBucket, keys);
  await untilNotified(system, keys.length, 60_000);
  const published = await readPublished();
  t.diagnostic(`emails of ${published.map(({ count }) => count)} photos, every event sent twice`);
  assertEachOnce(published, keys);
  assertOwnersApart(published);
  assert.ok(published.length <= 12, `${published.length} emails`);
});

test('photos uploaded without the API are in one digest, with any keys', {
  timeout: 60_000,
}, async (t) => {
  const system = await startTestSystem(t, { services: ['notifier'], env: { notifier: gathering } });
  const readPublished = await subscribeQueue(system.sqs, system.local);
  const keys = ['cat.jpg', '~', '//', 'a/../b + c?d#e%41.jpg', `${'긴'.repeat(340)}.jpg`, 'photos/x/y/z.jpg'];
  await putReady(system, keys);
  await untilNotified(system, keys.length);
  const published = await readPublished();
  assertEachOnce(published, keys);
  assert.deepEqual([...new Set(published.map(({ owner }) => owner))], [null]);
});

test('OWNER_TOPICS: the topic of an owner gets that owner’s photos only', {
  timeout: 60_000,
}, async (t) => {
  const system = await startTestSystem(t, {
    services: ['notifier'],
    env: { notifier: { ...gathering, OWNER_TOPICS: 'true' } },
  });
  const readAll = await subscribeQueue(system.sqs, system.local);
  const readOfAnna = await subscribeQueue(system.sqs, system.local, ownerId('e2e', 'anna'));
  const [ofAnna, ofBen] = [keysOf('anna', 3), keysOf('ben', 3)];
  await putReady(system, [...ofAnna, ...ofBen, 'cat.jpg']);
  await untilNotified(system, 7);
  assertEachOnce(await readAll(), [...ofAnna, ...ofBen, 'cat.jpg']);
  assertEachOnce(await readOfAnna(), ofAnna);
});

test('LINK_MODE=presigned: the email links to S3 itself', { timeout: 60_000 }, async (t) => {
  const system = await startTestSystem(t, {
    services: ['notifier'],
    env: { notifier: { LINK_MODE: 'presigned', LINK_KEYS: '', PUBLIC_URL: '' } },
  });
  await putReady(system, ['한글 + 100%.jpg']);
  await untilNotified(system, 1);
  const [email] = await readMailbox(system.local.mailboxUrl);
  const link = /https?:\/\/\S+X-Amz-Signature\S+/.exec(email?.body ?? '')?.[0] ?? '';
  const answer = await fetch(link);
  assert.equal(answer.status, 200);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), small);
});

test('NOTIFY_FAILED: people are notified of a photo that could not be processed', {
  timeout: 60_000,
}, async (t) => {
  const system = await startTestSystem(t, { env: { notifier: { ...gathering, NOTIFY_FAILED: 'true' } } });
  await notifyOfFailures(system);
  const readPublished = await subscribeQueue(system.sqs, system.local);
  const photo = await sendBytes(system.local, 'text.jpg', Buffer.from('no photo'));
  assert.equal(photo.status, 'failed');
  const [message] = await until('the message', async () => {
    const published = await readPublished();
    return published.length > 0 && published;
  });
  assert.deepEqual([message?.status, message?.photos[0]?.reason], ['failed', 'unsupported-format']);
  const [email] = await readMailbox(system.local.mailboxUrl);
  assert.equal(email?.body.split('\n')[0], 'text.jpg could not be processed: its format is not supported.');
});

/** Puts originals and thumbnails themselves: no worker is needed, which would take most of the time. */
async function putReady({ originals, thumbnails }: TestSystem, keys: readonly string[]): Promise<void> {
  await putUnderKeys(originals, small, keys);
  await putUnderKeys(thumbnails, small, keys);
}

/** What the derived bucket needs for NOTIFY_FAILED. */
async function notifyOfFailures({ local, sqs }: TestSystem): Promise<void> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: local.thumbnailsQueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { endpoint, region, accessKeyId, secretAccessKey, derivedBucket } = local;
  const s3 = createS3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
  });
  const configuration = {
    QueueArn: Attributes?.QueueArn,
    Events: ['s3:ObjectCreated:*' as const],
    Filter: {
      Key: {
        FilterRules: [
          { Name: 'prefix' as const, Value: 'outcomes/' },
          { Name: 'suffix' as const, Value: '.failed' },
        ],
      },
    },
  };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: derivedBucket,
      NotificationConfiguration: { QueueConfigurations: [configuration] },
    }),
  );
  s3.destroy();
}

function assertEachOnce(published: readonly PublishedMessage[], keys: readonly string[]): void {
  const counts = countByKey(published);
  assert.deepEqual([...counts.keys()].sort(), [...keys].sort());
  assert.deepEqual(
    [...counts].filter(([, count]) => count > 1),
    [],
  );
  for (const { count, photos } of published) assert.equal(count, photos.length);
}

function assertOwnersApart(published: readonly PublishedMessage[]): void {
  for (const { owner, photos } of published) {
    assert.deepEqual([...new Set(photos.map(({ key }) => parseOriginalKey(key)?.owner))], [owner]);
  }
  const owners = new Set(published.map(({ owner }) => owner));
  assert.deepEqual(owners, new Set(['anna', 'ben'].map((name) => ownerId('e2e', name))));
}

/** Every email gives the number of photos that the message to machines has, and names photos of one owner only. */
async function assertEmailsMatch(
  { local }: TestSystem,
  published: readonly PublishedMessage[],
): Promise<void> {
  const emails = await readMailbox(local.mailboxUrl);
  const counts = emails.map(({ subject }) =>
    subject.startsWith('A new photo') ? 1 : Number(/^\d+/.exec(subject)?.[0]),
  );
  assert.deepEqual(counts.sort(), published.map(({ count }) => count).sort());
  for (const { body } of emails) {
    const names = [...body.matchAll(/^(anna|ben)-\d+\.jpg$/gm)].map(([, name]) => name);
    assert.ok(names.length <= 5);
    assert.ok(new Set(names).size <= 1, body);
  }
}

function interleave(a: readonly string[], b: readonly string[]): string[] {
  return a.flatMap((key, index) => [key, b[index] ?? []]).flat();
}
