import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { checkMessage, deliveryKey, deliveryMessage, outcomeKey } from '@proofsheet/photos';
import { createSqsPort } from '@proofsheet/queue';
import { ready, setUp } from './set-up.ts';

test('dead letters are listed by queue and reason, with their photo, and stay', async (t) => {
  const { list, run } = await withDeadLetters(t);
  const letters = await list();
  assert.deepEqual(letters.map(({ queue, reason, kind, keys }) => [queue, reason, kind, ...keys]).sort(), [
    ['originals', 'failed', 'check', 'broken.jpg'],
    ['originals', 'gone', 'check', 'gone.jpg'],
    ['originals', 'ready', 'check', 'ready.jpg'],
    ['originals', 'unfinished', 'check', '한글 사진.jpg'],
    ['originals', 'unreadable', 'unreadable'],
    ['thumbnails', 'not-notified', 'event', 'ready.jpg'],
    ['thumbnails', 'refused', 'delivery'],
  ]);
  const errorOf = (reason: string) => letters.find((letter) => letter.reason === reason)?.lastError;
  assert.equal(errorOf('failed'), 'corrupt');
  assert.equal(errorOf('unreadable'), 'not a JSON object');
  assert.match(errorOf('refused') ?? '', /^owner topic refused batch b1/);
  assert.ok(
    letters.every(({ sentAt, firstReceivedAt, receives }) => sentAt && firstReceivedAt && receives >= 1),
  );
  assert.equal((await list()).length, letters.length);
  const { out } = await run('dlq', 'list', 'originals', '--reason', 'failed');
  assert.match(
    out,
    /^originals, failed: 1 \(.*\n {2}\S+ {2}check {2}broken\.jpg\n.*\n {4}last error: corrupt\n$/,
  );
});

test('one is shown with its body; an unknown id ends with 3', async (t) => {
  const { list, run } = await withDeadLetters(t);
  const { id, body } = (await list()).find(({ reason }) => reason === 'unreadable') ?? {};
  const shown = await run('dlq', 'show', 'originals', String(id));
  assert.deepEqual([shown.code, JSON.parse(shown.out).body], [0, body]);
  assert.equal((await run('dlq', 'show', 'originals', 'unknown')).code, 3);
});

test('those of one reason are moved back, those of another deleted, and the rest stays', async (t) => {
  const { list, run, env, sqs } = await withDeadLetters(t);
  const port = createSqsPort(sqs, env.ORIGINALS_QUEUE_URL);
  const events = await port.receive({ max: 10, waitSeconds: 1, visibilitySeconds: 60 });
  await port.deleteBatch(events.map(({ receiptHandle }) => receiptHandle));

  assert.equal((await run('dlq', 'redrive', 'originals', '--reason', 'unfinished')).code, 0);
  const [moved] = await port.receive({ max: 10, waitSeconds: 1, visibilitySeconds: 60 });
  assert.match(moved?.message.body ?? '', /"encodedKey":"%ED%95%9C/);
  assert.equal((await run('dlq', 'purge', 'originals', '--reason', 'unreadable')).code, 2);
  assert.equal((await run('dlq', 'purge', 'originals', '--reason', 'unreadable', '--yes')).code, 0);
  const left = await list('originals');
  assert.deepEqual(left.map(({ reason }) => reason).sort(), ['failed', 'gone', 'ready']);
  assert.equal((await run('dlq', 'purge', 'originals', '--yes')).code, 0);
  assert.deepEqual(await list('originals'), []);
});

async function withDeadLetters(t: TestContext) {
  const { run, send, put, env, sqs } = await setUp(t);
  assert.match((await run('dlq', 'list')).out, /no dead letters/);
  for (const key of ['한글 사진.jpg', 'gone.jpg', 'broken.jpg', 'ready.jpg'])
    await send(checkMessage(env.ORIGINALS_BUCKET, key));
  await send('not a notification');
  await put(env.ORIGINALS_BUCKET, '한글 사진.jpg', 'cat');
  const broken = await put(env.ORIGINALS_BUCKET, 'broken.jpg', 'broken');
  await put(
    env.DERIVED_BUCKET,
    outcomeKey('broken.jpg', broken, { status: 'failed', reason: 'corrupt' }),
    '{}',
  );
  const etag = await put(env.ORIGINALS_BUCKET, 'ready.jpg', 'ready');
  await put(env.DERIVED_BUCKET, outcomeKey('ready.jpg', etag, ready), '{}');
  const event = { s3: { bucket: { name: env.THUMBNAILS_BUCKET }, object: { key: 'ready.jpg' } } };
  await send(JSON.stringify({ Records: [event] }), env.THUMBNAILS_DEAD_LETTER_QUEUE_URL);
  const batch = { id: 'b1', group: 'shared', photos: [{ key: 'ready.jpg' }], pending: [] };
  const delivery = { expiresAt: 0, batch, topics: { owner: 'to do', shared: 'done' } };
  await put(env.DERIVED_BUCKET, deliveryKey('shared', 'b1'), JSON.stringify(delivery));
  await send(deliveryMessage('shared', 'b1'), env.THUMBNAILS_DEAD_LETTER_QUEUE_URL);
  return {
    run,
    env,
    sqs,
    async list(...queue: string[]): Promise<Letter[]> {
      const { out } = await run('dlq', 'list', ...queue, '--json');
      return out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    },
  };
}

interface Letter {
  readonly id: string;
  readonly queue: string;
  readonly kind: string;
  readonly reason: string;
  readonly keys: string[];
  readonly lastError: string;
  readonly sentAt: string;
  readonly firstReceivedAt: string;
  readonly receives: number;
  readonly body: string;
}
