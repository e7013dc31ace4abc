import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { createStack, startLocalAws } from '@proofsheet/local-aws';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { checkMessage, outcomeKey } from '@proofsheet/photos';
import { createSqsClient, createSqsPort } from '@proofsheet/queue';
import { runCommand } from '../src/run-command.ts';

const { signal } = new AbortController();

test('status prints what is stored of a photo, and ends with 3 when it is gone', async (t) => {
  const { run, put, env } = await setUp(t);
  const etag = await put(env.ORIGINALS_BUCKET, 'cat.jpg', 'cat');
  await put(env.DERIVED_BUCKET, outcomeKey('cat.jpg', etag, { status: 'failed', reason: 'corrupt' }), '{}');
  const { out, code } = await run('status', 'cat.jpg');
  const status = JSON.parse(out);
  assert.deepEqual(
    [code, status.status, status.outcome.reason, status.original.size],
    [0, 'failed', 'corrupt', 3],
  );
  const gone = await run('status', 'dog.jpg');
  assert.deepEqual([gone.code, JSON.parse(gone.out).status], [3, 'gone']);
});

test('dead letters are listed with their photo, and stay until they are purged', async (t) => {
  const { run, send } = await setUp(t);
  assert.match((await run('dlq', 'list', 'originals')).out, /no dead letters/);
  await send(checkMessage('originals', '한글 사진.jpg'));
  await send('not a notification');
  const { out } = await run('dlq', 'list', 'originals', '--json');
  const letters = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(letters.map(({ kind, keys }) => [kind, keys]).sort(), [
    ['check', ['한글 사진.jpg']],
    ['unreadable', []],
  ]);
  assert.equal((await run('dlq', 'purge', 'originals')).code, 2);
  assert.equal((await run('dlq', 'purge', 'originals', '--yes')).code, 0);
});

test('sweep and its settings: what is missing is named, with status 2', async (t) => {
  const { run, put, env } = await setUp(t);
  await put(env.ORIGINALS_BUCKET, 'cat.jpg', 'cat');
  const dry = await run('sweep', '--min-age', '0', '--dry-run', '--json');
  assert.equal(JSON.parse(dry.out).found.missing, 1);
  const many = await run('sweep', '--min-age', '0', '--json', '--fail-above', '0');
  assert.deepEqual([many.code, JSON.parse(many.out).checks], [3, 1]);
  const wrong = await run('sweep', '--rate', 'fast');
  assert.deepEqual([wrong.code, /must be a number/.test(wrong.err)], [2, true]);
  const unset = await runWith({ AWS_REGION: 'eu-central-1' }, 'sweep');
  assert.equal(unset.code, 2);
  assert.match(unset.err, /ORIGINALS_BUCKET: is missing\n.*THUMBNAILS_BUCKET: is missing/);
});

test('a new API key is configured by its hash only', async () => {
  const { out, code } = await runWith({}, 'keys', 'new', 'api', '--name', 'anna');
  const [, key = ''] = /(ps_[\w-]+)/.exec(out) ?? [];
  const hash = createHash('sha256').update(key).digest('hex');
  assert.equal(code, 0);
  assert.ok(out.includes(`anna:${hash}`));
  assert.match(
    (await runWith({}, 'keys', 'new', 'link', '--name', 'may')).out,
    /LINK_KEYS.*\n\s+may:[\w+/]{43}=/,
  );
  assert.match((await runWith({}, 'keys', 'rotate', 'session')).out, /SESSION_KEYS/);
});

async function setUp(t: TestContext) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-cli-'));
  const aws = await startLocalAws({ dataDir });
  const { credentials, region, url: endpoint } = aws;
  const stack = await createStack({ endpoint, region, credentials });
  const env = {
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ORIGINALS_BUCKET: stack.originalsBucket,
    THUMBNAILS_BUCKET: stack.thumbnailsBucket,
    DERIVED_BUCKET: stack.derivedBucket,
    ORIGINALS_QUEUE_URL: stack.originalsQueueUrl,
    ORIGINALS_DEAD_LETTER_QUEUE_URL: stack.originalsDlqUrl,
  };
  const options = { endpoint, region, credentials };
  const s3 = createS3Client({ ...options, forcePathStyle: true });
  const sqs = createSqsClient(options);
  t.after(async () => {
    s3.destroy();
    sqs.destroy();
    await aws.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    env,
    run: (...args: string[]) => runWith(env, ...args),
    send: (body: string) => createSqsPort(sqs, stack.originalsDlqUrl).send(body, signal),
    put: async (bucket: string, key: string, body: string) =>
      (await createS3ObjectStore(s3, bucket).put(key, body, { contentType: 'image/jpeg' }, signal)) ?? '',
  };
}

async function runWith(env: Record<string, string>, ...args: string[]) {
  const result = { out: '', err: '', code: 0 };
  await runCommand(args, {
    env,
    signal,
    print: (text) => {
      result.out += text.endsWith('\n') ? text : `${text}\n`;
    },
    note: (text) => {
      result.err += text;
    },
    isTerminal: false,
    setExitCode: (code) => {
      result.code = code;
    },
  });
  return result;
}
