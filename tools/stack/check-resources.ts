import assert from 'node:assert/strict';
import { S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsServices } from '@proofsheet/system';
import { readBucket, readQueue } from './read-back.ts';
import type { Values } from './read-values.ts';

/** Expectations that depend on the stack's parameters. */
export interface Expected {
  /** As `event → queue [prefix…suffix]`, sorted. */
  readonly notifications: Readonly<Record<'originals' | 'thumbnails' | 'derived', readonly string[]>>;
  readonly origins: readonly string[];
  readonly versioning: 'Enabled' | undefined;
  /** Buckets that may send to the thumbnails queue. */
  readonly thumbnailsSources: readonly ('thumbnails' | 'derived')[];
  readonly email: string;
}

/** Compares the stack's resources, read back from their services, with the template. */
export async function checkResources(aws: AwsServices, values: Values, expected: Expected): Promise<void> {
  const { endpoint, region, credentials } = aws;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const sqs = new SQSClient({ endpoint, region, credentials });
  const sns = new SNSClient({ endpoint, region, credentials });
  try {
    for (const name of ['originals', 'thumbnails', 'derived'] as const) {
      const bucket = await readBucket(s3, values.buckets[name]);
      assert.deepEqual(bucket, expectedBucket(name, values, expected), name);
    }
    for (const name of ['originals', 'thumbnails'] as const) await checkQueues(sqs, name, values, expected);
    await checkTopic(sns, values.topicArn, expected.email);
  } finally {
    for (const client of [s3, sqs, sns]) client.destroy();
  }
}

function expectedBucket(name: 'originals' | 'thumbnails' | 'derived', values: Values, expected: Expected) {
  const bucket = `arn:aws:s3:::${values.buckets[name]}`;
  const AllowedOrigins = expected.origins;
  const uploads = {
    AllowedMethods: ['PUT', 'POST', 'GET', 'HEAD'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
  };
  const rule = name === 'originals' ? uploads : { AllowedMethods: ['GET', 'HEAD'] };
  return {
    notifications: expected.notifications[name],
    access: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    versioning: name === 'originals' ? expected.versioning : undefined,
    policy: { Version: '2012-10-17', Statement: [tlsOnly('s3:*', [bucket, `${bucket}/*`])] },
    // The emulator drops it: once it does not, compare it here.
    lifecycle: undefined,
    cors: [{ ...rule, AllowedOrigins, MaxAgeSeconds: 3000 }],
  };
}

async function checkQueues(
  sqs: SQSClient,
  name: 'originals' | 'thumbnails',
  values: Values,
  expected: Expected,
): Promise<void> {
  const { url, deadLetterUrl } = values.queues[name];
  const [arn, deadLetterTargetArn] = [arnOf(url, values), arnOf(deadLetterUrl, values)];
  const sources = name === 'originals' ? (['originals'] as const) : expected.thumbnailsSources;
  const Condition = {
    ArnLike: { 'aws:SourceArn': sources.map((source) => `arn:aws:s3:::${values.buckets[source]}`) },
    StringEquals: { 'aws:SourceAccount': arn.split(':')[4] },
  };
  const Principal = { Service: 's3.amazonaws.com' };
  const fromS3 = { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: arn, Condition };
  const queue = await readQueue(sqs, url);
  const { Sid: _, ...allowed } = queue.policy.Statement[0];
  assert.deepEqual(allowed, fromS3);
  assert.deepEqual(
    { ...queue, policy: queue.policy.Statement.slice(1) },
    {
      visibility: '60',
      wait: '20',
      retention: String(10 * 86_400),
      encrypted: 'true',
      redrive: { deadLetterTargetArn, maxReceiveCount: 8 },
      redriveAllow: undefined,
      policy: [tlsOnly('sqs:*', arn)],
    },
  );
  const deadLetters = await readQueue(sqs, deadLetterUrl);
  assert.deepEqual(deadLetters, {
    visibility: '30',
    wait: '20',
    retention: String(14 * 86_400),
    encrypted: 'true',
    redrive: undefined,
    redriveAllow: { redrivePermission: 'byQueue', sourceQueueArns: [arn] },
    policy: { Version: '2012-10-17', Statement: [tlsOnly('sqs:*', deadLetterTargetArn)] },
  });
}

async function checkTopic(sns: SNSClient, TopicArn: string, email: string): Promise<void> {
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  assert.equal(Attributes?.DisplayName, 'proofsheet');
  assert.deepEqual(JSON.parse(Attributes?.Policy ?? '').Statement, [tlsOnly('sns:Publish', TopicArn)]);
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  assert.deepEqual(
    Subscriptions?.filter(({ Protocol }) => Protocol === 'email').map(({ Endpoint }) => Endpoint),
    [email],
  );
}

function tlsOnly(Action: string, Resource: string | readonly string[]) {
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  return { Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action, Resource, Condition };
}

/** KEDA reads account and name from the last two parts of the URL's path. */
function arnOf(queueUrl: string, { aws }: Values): string {
  const [, account, name, ...more] = new URL(queueUrl).pathname.split('/');
  assert.deepEqual([more, account?.length], [[], 12], queueUrl);
  return `arn:aws:sqs:${aws.region}:${account}:${name}`;
}
