import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkMessage,
  claimKey,
  createPhotoId,
  deliveryKey,
  deliveryMessage,
  notificationGroup,
  notifiedKey,
  notifiedName,
  originalKey,
  outcomeKey,
  pendingKey,
  windowKey,
  writeNotified,
} from '@proofsheet/photos';
import { createSqsPort } from '@proofsheet/queue';
import { ready, runWith, setUp } from './set-up.ts';

const { signal } = new AbortController();
const owner = 'a'.repeat(32);
const photoId = createPhotoId();
const key = originalKey({ owner, photoId, fileName: '한글 사진 + 100%.jpg' });
test('a failed photo: its reason; a missing one: "gone" and exit status 3', async (t) => {
  const { run, put, env } = await setUp(t);
  const etag = await put(env.ORIGINALS_BUCKET, 'cat.jpg', 'cat');
  await put(env.DERIVED_BUCKET, outcomeKey('cat.jpg', etag, { status: 'failed', reason: 'corrupt' }), '{}');
  const { out, code } = await run('status', 'cat.jpg', '--json');
  const status = JSON.parse(out);
  assert.deepEqual(
    [code, status.status, status.outcome.reason, status.original.size],
    [0, 'failed', 'corrupt', 3],
  );
  assert.match((await run('status', 'cat.jpg')).out, /^status +failed\n(.*\n)*outcome +failed: corrupt/m);
  const gone = await run('status', 'dog.jpg', '--json');
  assert.deepEqual([gone.code, JSON.parse(gone.out).status], [3, 'gone']);
});

test('owner/photo id finds the photo, with when people were notified, and what is pending or being sent', async (t) => {
  const { run, put, env } = await setUp(t);
  const etag = await put(env.ORIGINALS_BUCKET, key, 'cat');
  await put(env.DERIVED_BUCKET, outcomeKey(key, etag, ready), '{}');
  await put(env.DERIVED_BUCKET, pendingKey(key), '{}');
  const group = notificationGroup(key);
  await put(env.DERIVED_BUCKET, windowKey(group), '{"name":"m"}');
  const batch = { id: 'b1', group, photos: [{ key }], pending: [] };
  const topics = { owner: 'detached', shared: 'done' };
  const record = JSON.stringify({ nonce: 'n', expiresAt: Date.now() + 60_000, batch, topics });
  await put(env.DERIVED_BUCKET, claimKey(group), record);
  await put(env.DERIVED_BUCKET, deliveryKey(group, 'b1'), record);
  const other = JSON.stringify({ expiresAt: 0, batch: { id: 'b2', photos: [{ key: 'other' }] }, topics });
  await put(env.DERIVED_BUCKET, deliveryKey(group, 'b2'), other);

  const before = JSON.parse((await run('status', `${owner}/${photoId}`, '--json')).out);
  assert.equal(before.key, key);
  assert.equal(before.status, 'ready');
  assert.equal(before.notification.readyAt, undefined);
  assert.ok(before.notification.pendingSince && before.notification.digestSince);
  assert.equal(before.notification.claim.id, 'b1');
  assert.deepEqual(
    before.notification.deliveries.map(({ id, topics: states }: { id: string; topics: object }) => [
      id,
      states,
    ]),
    [['b1', topics]],
  );

  const at = new Date('2026-03-04T05:06:07.000Z');
  await put(
    env.DERIVED_BUCKET,
    notifiedKey(key),
    writeNotified(new Map([[notifiedName(key, 'ready'), at]]), 'n'),
  );
  const { out } = await run('status', `${owner}/${photoId}`);
  assert.match(out, /^notification +sent 2026-03-04T05:06:07.000Z$/m);
  assert.match(out, /^notification +refused by a topic, batch b1, owner topic detached, shared topic done/m);
});

test('messages about the photo are found in each queue and can be received at once afterwards', async (t) => {
  const { run, put, send, sqs, env } = await setUp(t);
  await put(env.ORIGINALS_BUCKET, key, 'cat');
  const wanted = checkMessage(env.ORIGINALS_BUCKET, key);
  for (let other = 0; other < 3; other += 1)
    await send(checkMessage(env.ORIGINALS_BUCKET, `other-${other}`), env.ORIGINALS_DEAD_LETTER_QUEUE_URL);
  await send(wanted, env.ORIGINALS_DEAD_LETTER_QUEUE_URL);
  await send(deliveryMessage(notificationGroup(key), 'b1'), env.THUMBNAILS_DEAD_LETTER_QUEUE_URL);

  const { messages } = JSON.parse((await run('status', key, '--json')).out);
  const kinds = (queue: string) => messages[queue].messages.map(({ kind }: { kind: string }) => kind);
  assert.deepEqual(kinds('originals dead letters'), ['check']);
  assert.equal(messages['originals dead letters'].lookedAt, 4);
  assert.deepEqual(kinds('thumbnails dead letters'), ['delivery']);
  // The event of the upload itself.
  assert.deepEqual(kinds('originals'), ['event']);

  const port = createSqsPort(sqs, env.ORIGINALS_DEAD_LETTER_QUEUE_URL);
  const again = await port.receive({ max: 10, waitSeconds: 0, visibilitySeconds: 30 });
  assert.equal(again.length, 4);
});

test('a source queue is not read when its work is done, nor any queue with --no-messages or without its URL', async (t) => {
  const { run, put, send, sqs, env } = await setUp(t);
  const etag = await put(env.ORIGINALS_BUCKET, key, 'cat');
  await put(env.DERIVED_BUCKET, outcomeKey(key, etag, ready), '{}');
  const port = createSqsPort(sqs, env.ORIGINALS_QUEUE_URL);
  const drained = await port.receive({ max: 10, waitSeconds: 1, visibilitySeconds: 30 });
  await port.deleteBatch(drained.map(({ receiptHandle }) => receiptHandle));
  await send(checkMessage(env.ORIGINALS_BUCKET, key), env.ORIGINALS_QUEUE_URL);

  const { messages } = JSON.parse((await run('status', key, '--json')).out);
  assert.equal(messages.originals, 'done');
  assert.deepEqual(JSON.parse((await run('status', key, '--json', '--no-messages')).out).messages, {});
  const { messages: unset } = JSON.parse(
    (await runWith({ ...env, ORIGINALS_QUEUE_URL: '' }, 'status', key, '--json')).out,
  );
  assert.equal(unset.originals, 'not configured');
  const [received] = await port.receive({ max: 1, waitSeconds: 1, visibilitySeconds: 30, signal });
  assert.equal(received?.message.receiveCount, 1);
});
