import assert from 'node:assert/strict';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { readQueueDepth } from '@proofsheet/queue/depth';
import type { AwsServices } from '@proofsheet/system';
import type { Credentials, Role } from './create-users.ts';
import type { Values } from './read-values.ts';

interface Clients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
}

/** Calls that each role must not be able to make: those that would hurt most. Returns the number of refused calls. */
export async function checkRefusals(
  aws: AwsServices,
  values: Values,
  users: Readonly<Record<Role, Credentials>>,
): Promise<number> {
  const { originals, thumbnails, derived } = values.buckets;
  const object = (Bucket: string, Key = 'photos/any') => ({ Bucket, Key });
  const body = (input: { Bucket: string; Key: string }) => ({ ...input, Body: 'x' });
  const queue = values.queues.originals.url;
  const AttributeNames = ['QueueArn' as const];
  const refused: Record<Role, (clients: Clients) => Promise<unknown>[]> = {
    upload: ({ s3, sqs, sns }) => [
      s3.send(new PutObjectCommand(body(object(thumbnails)))),
      s3.send(new PutObjectCommand(body(object(originals, 'elsewhere/any')))),
      s3.send(new DeleteObjectCommand(object(thumbnails))),
      s3.send(new GetObjectCommand(object(derived, 'pending/any'))),
      s3.send(
        new PutBucketNotificationConfigurationCommand({ Bucket: originals, NotificationConfiguration: {} }),
      ),
      s3.send(new PutObjectCommand(body(object(derived, 'outcomes/any')))),
      s3.send(new DeleteObjectCommand(object(derived, 'variants/any'))),
      sqs.send(new ReceiveMessageCommand({ QueueUrl: queue })),
      sqs.send(new SendMessageCommand({ QueueUrl: values.queues.thumbnails.url, MessageBody: 'x' })),
      sns.send(new PublishCommand({ TopicArn: values.topicArn, Message: 'x' })),
    ],
    worker: ({ s3, sqs, sns }) => [
      s3.send(new PutObjectCommand(body(object(originals)))),
      s3.send(new DeleteObjectCommand(object(originals))),
      s3.send(new PutObjectCommand(body(object(derived, 'notified/any')))),
      sqs.send(new ReceiveMessageCommand({ QueueUrl: values.queues.thumbnails.url })),
      sqs.send(new ReceiveMessageCommand({ QueueUrl: values.queues.originals.deadLetterUrl })),
      sns.send(new PublishCommand({ TopicArn: values.topicArn, Message: 'x' })),
    ],
    notifier: ({ s3, sqs, sns }) => [
      s3.send(new PutObjectCommand(body(object(originals)))),
      s3.send(new DeleteObjectCommand(object(thumbnails))),
      s3.send(new DeleteObjectCommand(object(derived, 'notified/any'))),
      s3.send(new PutObjectCommand(body(object(derived, 'outcomes/any')))),
      sqs.send(new ReceiveMessageCommand({ QueueUrl: queue })),
      sns.send(new PublishCommand({ TopicArn: `${values.topicArn}-other`, Message: 'x' })),
    ],
    keda: ({ s3, sqs }) => [
      s3.send(new GetObjectCommand(object(originals))),
      sqs.send(new ReceiveMessageCommand({ QueueUrl: queue })),
      sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: values.queues.originals.deadLetterUrl, AttributeNames }),
      ),
    ],
  };
  const counts = await Promise.all(
    Object.entries(refused).map(([role, calls]) =>
      withClients(aws, users[role as Role], (clients) => areRefused(role, calls(clients))),
    ),
  );
  return sum(counts);
}

/** Reading queue depths is allowed for the upload service (four queues) and KEDA (the two it scales by). */
export async function checkDepthReaders(
  aws: AwsServices,
  { queues: { originals, thumbnails } }: Values,
  users: Readonly<Record<Role, Credentials>>,
): Promise<void> {
  const deadLetters = [originals.deadLetterUrl, thumbnails.deadLetterUrl];
  const readers = [
    ['upload', [originals.url, thumbnails.url, ...deadLetters]],
    ['keda', [originals.url, thumbnails.url]],
  ] as const;
  for (const [role, urls] of readers)
    await withClients(aws, users[role], ({ sqs }) =>
      Promise.all(urls.map((url) => readQueueDepth(sqs, url))),
    );
}

/** Checks that allowed calls are refused without TLS. Returns the number of refused calls. */
export async function checkTlsOnly(
  aws: AwsServices,
  plainEndpoint: string,
  { buckets, queues: { originals, thumbnails }, topicArn }: Values,
  users: Readonly<Record<Role, Credentials>>,
): Promise<number> {
  const plain = { ...aws, endpoint: plainEndpoint };
  const urls = [originals, thumbnails].flatMap(({ url, deadLetterUrl }) => [url, deadLetterUrl]);
  const Key = 'variants/any';
  const counts = await Promise.all([
    withClients(plain, users.upload, ({ s3, sqs }) =>
      areRefused('upload without TLS', [
        ...Object.values(buckets).map((Bucket) => s3.send(new GetObjectCommand({ Bucket, Key }))),
        ...urls.map((url) => readQueueDepth(sqs, url)),
      ]),
    ),
    withClients(plain, users.notifier, ({ sns }) =>
      areRefused('notifier without TLS', [
        sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'x' })),
      ]),
    ),
  ]);
  return sum(counts);
}

async function withClients<T>(
  { endpoint, region }: AwsServices,
  credentials: Credentials,
  use: (clients: Clients) => Promise<T>,
): Promise<T> {
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const sqs = new SQSClient({ endpoint, region, credentials });
  const sns = new SNSClient({ endpoint, region, credentials });
  return use({ s3, sqs, sns }).finally(() => {
    for (const client of [s3, sqs, sns]) client.destroy();
  });
}

async function areRefused(who: string, calls: readonly Promise<unknown>[]): Promise<number> {
  const results = await Promise.allSettled(calls);
  for (const [index, result] of results.entries()) {
    const name = result.status === 'rejected' ? (result.reason as Error).name : 'success';
    assert.match(
      name,
      /^(AccessDenied|AccessDeniedException|AuthorizationError\w*)$/,
      `${who}, call ${index}`,
    );
  }
  return results.length;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
