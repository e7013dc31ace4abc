import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { sendEvents } from '@proofsheet/harness/send-events';
import { until } from '@proofsheet/harness/until';
import { readQueueDepth } from '@proofsheet/queue/depth';
import { makePhoto } from './make-photo.ts';

import { type FaultySystem, startFaultySystem } from './start-faulty-system.ts';

const { signal } = new AbortController();
const jpeg = { contentType: 'image/jpeg' };
const [red, blue] = await Promise.all([makePhoto('#e01010'), makePhoto('#1010e0')]);
const keys = Array.from({ length: 30 }, (_, index) => `album/${index}.jpg`);

test('every event four times: each photo is made once and announced once', {
  timeout: 180_000,
}, async (t) => {
  const system = await startFaultySystem(t);
  const { originalsQueueUrl, originalsBucket, thumbnailsQueueUrl, thumbnailsBucket } = system.local;
  await Promise.all([
    system.startService('worker'),
    system.startService('worker'),
    system.startService('notifier'),
  ]);
  await putUnderKeys(system.originals, red, keys);
  for (let more = 0; more < 3; more += 1) {
    await sendEvents(system.sqs, originalsQueueUrl, originalsBucket, keys);
  }
  await system.untilEmpty();
  await sendEvents(system.sqs, thumbnailsQueueUrl, thumbnailsBucket, [...keys, ...keys, ...keys]);
  await system.assertRight(t);
  const handled = system.lines.filter(({ msg }) => msg === 'reconciled').length;
  assert.equal(handled, 4 * keys.length);
});

test('PUT, PUT and DELETE of one key in any order of their events: thumbnails match what is stored at the end', {
  timeout: 180_000,
}, async (t) => {
  const system = await startFaultySystem(t);
  const { originalsQueueUrl, originalsBucket } = system.local;
  await putUnderKeys(system.originals, red, keys);
  await putUnderKeys(system.originals, blue, keys);
  const [deleted, restored] = [keys.slice(0, 10), keys.slice(5, 10)];
  for (const key of deleted) {
    const head = await system.originals.head(key, signal);
    if (head) await system.originals.delete(key, head, signal);
  }
  await putUnderKeys(system.originals, red, restored);
  // Ten at a time, and two workers: their order is chance. These come when all is done.
  await Promise.all([
    system.startService('worker'),
    system.startService('worker'),
    system.startService('notifier'),
  ]);
  await system.untilEmpty();
  await sendEvents(system.sqs, originalsQueueUrl, originalsBucket, [...keys].reverse());
  await system.assertRight(t);
  assert.equal((await system.originals.list({ prefix: '' }, signal)).length, 25);
});

test('photos deleted before they are processed leave nothing, not even an email', {
  timeout: 120_000,
}, async (t) => {
  const system = await startFaultySystem(t);
  await putUnderKeys(system.originals, red, keys);
  for (const key of keys) {
    const head = await system.originals.head(key, signal);
    if (head) await system.originals.delete(key, head, signal);
  }
  await Promise.all([system.startService('worker'), system.startService('notifier')]);
  await system.assertRight(t);
  assert.equal((await system.readPublished()).length, 0);
  assert.equal((await system.derived.list({ prefix: '' }, signal)).length, 0);
});

test('a photo overwritten while it is read gets the thumbnail of the newest bytes', {
  timeout: 120_000,
}, async (t) => {
  let overwritten = 0;
  const system = await startFaultySystem(t, ({ method, path }) => {
    if (method !== 'GET' || !path.endsWith('.jpg') || overwritten === 5) return 'pass';
    overwritten += 1;
    // The worker has the old bytes; the new ones are stored before it writes.
    return {
      onSent: () => void system.originals.put('a.jpg', overwritten % 2 ? blue : red, jpeg, signal),
    };
  });
  await Promise.all([system.startService('worker'), system.startService('notifier')]);
  await system.originals.put('a.jpg', red, jpeg, signal);
  await until('five versions', async () => overwritten === 5, 60_000);
  await system.assertRight(t);
  t.diagnostic(`overwritten ${overwritten} times while it was read`);
});

test('dead letters redriven twice change nothing that is right', { timeout: 180_000 }, async (t) => {
  const system = await startFaultySystem(t);
  const { sqs, local } = system;
  await Promise.all([system.startService('worker'), system.startService('notifier')]);
  await putUnderKeys(system.originals, red, keys.slice(0, 10));
  await system.untilEmpty();
  for (let turn = 0; turn < 2; turn += 1) {
    await sendEvents(sqs, local.originalsDlqUrl, local.originalsBucket, keys.slice(0, 10));
    await sendEvents(sqs, local.thumbnailsDlqUrl, local.thumbnailsBucket, keys.slice(0, 10));
    await redrive(system, local.originalsDlqUrl, local.originalsQueueUrl);
    await redrive(system, local.thumbnailsDlqUrl, local.thumbnailsQueueUrl);
    await system.untilEmpty();
  }
  await system.assertRight(t);
});

test('300 messages that nobody can read neither stop the worker nor delay the photos among them', {
  timeout: 180_000,
}, async (t) => {
  const system = await startFaultySystem(t);
  const { sqs, local } = system;
  const record = (key: string) => ({
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: local.originalsBucket }, object: { key } },
  });
  const wrapped = JSON.stringify({
    Type: 'Notification',
    Message: JSON.stringify({ Records: [record('sns.jpg')] }),
  });
  const odd = [
    ['not JSON', '{"Records":', '[]', '{"Records":[{"s3":{}}]}'],
    ['{"Service":"Amazon S3","Event":"s3:TestEvent"}'],
    [JSON.stringify({ Records: [record('a.jpg'), record('b.jpg')] }), wrapped],
    [
      JSON.stringify({
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: { bucket: { name: local.originalsBucket }, object: { key: 'bridge.jpg' } },
      }),
    ],
  ].flat();
  for (let turn = 0; turn < 75; turn += 1) {
    for (const MessageBody of turn === 0 ? odd : odd.slice(0, 4)) {
      await sqs.send(new SendMessageCommand({ QueueUrl: local.originalsQueueUrl, MessageBody }));
    }
  }
  await putUnderKeys(system.originals, red, ['a.jpg', 'b.jpg', 'sns.jpg', 'bridge.jpg', '../%2e#?+.jpg']);
  const worker = await system.startService('worker');
  await system.startService('notifier');
  const photos = await until(
    'five thumbnails',
    async () => {
      const made = await system.thumbnails.list({ prefix: '' }, signal);
      return made.length === 5 && made;
    },
    60_000,
  );
  const isDead = async () => (await readQueueDepth(sqs, local.originalsDlqUrl)).visible === 300;
  await until('all dead letters', isDead, 120_000);
  assert.equal(await worker.stop(), 0);
  t.diagnostic(`${photos.length} of 5 photos made, 300 of 300 unreadable messages are dead letters`);
});

/** Moves all messages, as a redrive does: each is sent anew and then deleted. */
async function redrive({ sqs }: FaultySystem, from: string, to: string): Promise<void> {
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return;
    for (const { Body, ReceiptHandle } of Messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
    }
  }
}
