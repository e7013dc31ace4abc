import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LocalAws, startLocalAws } from '../src/index.ts';

/** A server of its own for one test, with clients; all gone when the test ends. */
export interface TestAws {
  readonly aws: LocalAws;
  readonly dataDir: string;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
}

export async function openTestAws(t: TestContext): Promise<TestAws> {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-aws-'));
  const aws = await startLocalAws({ dataDir });
  const common = { endpoint: aws.url, region: aws.region, credentials: aws.credentials, maxAttempts: 1 };
  const s3 = new S3Client({ ...common, forcePathStyle: true });
  const sqs = new SQSClient(common);
  const sns = new SNSClient(common);
  t.after(async () => {
    for (const client of [s3, sqs, sns]) client.destroy();
    await aws.close();
    await rm(dataDir, { recursive: true });
  });
  return { aws, dataDir, s3, sqs, sns };
}

export const BUCKET = 'photos-bucket';

/** The same with one bucket. */
export async function openTestBucket(t: TestContext): Promise<TestAws> {
  const test = await openTestAws(t);
  await test.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return test;
}

/** A new queue's URL and ARN. */
export async function createTestQueue(
  { aws, sqs }: TestAws,
  QueueName: string,
): Promise<{ url: string; arn: string }> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  return { url: QueueUrl ?? '', arn: `arn:aws:sqs:${aws.region}:${aws.accountId}:${QueueName}` };
}

/** Waits for that many messages and gives their bodies, parsed. */
export async function receive(sqs: SQSClient, QueueUrl: string, count: number): Promise<unknown[]> {
  const bodies: unknown[] = [];
  while (bodies.length < count) {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 }),
    );
    if (!Messages) throw new Error(`only ${bodies.length} of ${count} messages came`);
    bodies.push(...Messages.map(({ Body }) => JSON.parse(Body ?? '')));
  }
  return bodies;
}

/** For `assert.rejects`: an SDK error of that name and HTTP status. */
export function refusal(name: string, status: number): (error: unknown) => boolean {
  return (error) => {
    const { name: actual, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    if (actual === name && $metadata?.httpStatusCode === status) return true;
    throw new Error(`expected ${name} (${status}), got ${actual} (${$metadata?.httpStatusCode}): ${error}`);
  };
}
