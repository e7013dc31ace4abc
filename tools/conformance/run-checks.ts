import { AssertionError } from 'node:assert/strict';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Check, Context } from './check.ts';
import { s3Events } from './checks/s3-events.ts';
import { s3Objects } from './checks/s3-objects.ts';
import { s3Uploads } from './checks/s3-uploads.ts';
import { snsChecks } from './checks/sns.ts';
import { sqsChecks } from './checks/sqs.ts';

/** All checks, in the order of the page. */
export const checks: readonly Check[] = [...s3Objects, ...s3Uploads, ...s3Events, ...sqsChecks, ...snsChecks];

/** Where checks run. Without an endpoint and credentials it is AWS, with those of the environment. */
export interface Target {
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface CheckResult {
  readonly what: string;
  readonly source: string;
  /** The first line of the error; undefined when it passed. */
  readonly fault: string | undefined;
}

/** A check that takes longer has failed. Milliseconds. */
const checkMs = 30_000;

/** Runs the checks one after the other, and deletes what they leave. `name` is part of the names of all they create. */
export async function runChecks(target: Target, name: string): Promise<CheckResult[]> {
  const { context, clean } = await openContext(target, name);
  const results: CheckResult[] = [];
  try {
    for (const { what, source, run } of checks) {
      results.push({ what, source, fault: await faultOf(() => run(context)) });
    }
  } finally {
    await clean();
  }
  return results;
}

async function faultOf(run: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${checkMs} ms`)), checkMs);
  });
  try {
    await Promise.race([run(), late]);
    return undefined;
  } catch (error) {
    return describe(error as Error).slice(0, 200);
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: Error): string {
  if (error instanceof AssertionError && error.generatedMessage && !(error.expected instanceof RegExp)) {
    return `${JSON.stringify(error.actual)} instead of ${JSON.stringify(error.expected)}`;
  }
  return error.message.split('\n', 1)[0] ?? '';
}

async function openContext({ endpoint, region, credentials }: Target, name: string) {
  const options = {
    region,
    maxAttempts: 1,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
  };
  const path = endpoint === undefined ? {} : { forcePathStyle: true };
  const s3 = new S3Client({ ...options, ...path });
  const sqs = new SQSClient({ ...options, useQueueUrlAsEndpoint: false });
  const sns = new SNSClient(options);
  const sts = new STSClient(options);
  const wrong = { accessKeyId: credentials?.accessKeyId ?? 'AKIAWRONG', secretAccessKey: 'wrong' };
  const stranger = new S3Client({ ...options, ...path, credentials: wrong });
  const bucket = `${name}-bucket`;
  const queues: string[] = [];
  const topics: string[] = [];
  const LocationConstraint = region === 'us-east-1' ? {} : { CreateBucketConfiguration: located(region) };
  await s3.send(new CreateBucketCommand({ Bucket: bucket, ...LocationConstraint }));

  const context: Context = {
    s3,
    sqs,
    sns,
    sts,
    stranger,
    endpoint,
    bucket,
    async createQueue(Attributes = {}) {
      const QueueName = `${name}-${queues.length}`;
      const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      queues.push(url);
      const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
      return { url, arn: (await sqs.send(command)).Attributes?.QueueArn ?? '' };
    },
    async createTopic() {
      const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: `${name}-${topics.length}` }));
      topics.push(TopicArn);
      return TopicArn;
    },
    receive: (url, count) => receive(sqs, url, count),
  };
  const clean = async () => {
    for (const QueueUrl of queues) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    for (const TopicArn of topics) await sns.send(new DeleteTopicCommand({ TopicArn }));
    await emptyBucket(s3, bucket);
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    for (const client of [s3, sqs, sns, sts, stranger]) client.destroy();
  };
  return { context, clean };
}

const located = (region: string) => ({ LocationConstraint: region as 'eu-central-1' });

async function receive(sqs: SQSClient, QueueUrl: string, count: number): Promise<string[]> {
  const bodies: string[] = [];
  for (const end = Date.now() + 10_000; bodies.length < count && Date.now() < end; ) {
    const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2, MaxNumberOfMessages: 10 });
    for (const { Body = '', ReceiptHandle } of (await sqs.send(command)).Messages ?? []) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  return bodies;
}

async function emptyBucket(s3: S3Client, Bucket: string): Promise<void> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const Objects = Contents.map(({ Key = '' }) => ({ Key }));
  if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
}
