import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createStack, startLocalAws } from '@proofsheet/local-aws';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { createSqsClient, createSqsPort } from '@proofsheet/queue';
import { runCommand } from '../src/run-command.ts';

const { signal } = new AbortController();

/** The outcome of a photo that is ready. */
export const ready = {
  status: 'ready',
  width: 40,
  height: 30,
  thumbnailBytes: 5,
  thumbhash: undefined,
  takenAt: undefined,
  variants: [],
} as const;

/** An installation on an embedded AWS, and the command with its settings. */
export async function setUp(t: TestContext) {
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
    THUMBNAILS_QUEUE_URL: stack.thumbnailsQueueUrl,
    THUMBNAILS_DEAD_LETTER_QUEUE_URL: stack.thumbnailsDlqUrl,
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
    sqs,
    s3,
    topicArn: stack.topicArn,
    send: (body: string, url = stack.originalsDlqUrl) => createSqsPort(sqs, url).send(body, signal),
    put: async (bucket: string, key: string, body: string) =>
      (await createS3ObjectStore(s3, bucket).put(key, body, { contentType: 'image/jpeg' }, signal)) ?? '',
  };
}

/** Runs a command line in this process. */
export async function runWith(env: Record<string, string>, ...args: string[]) {
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
