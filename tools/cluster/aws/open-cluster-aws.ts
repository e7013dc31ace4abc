import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type PublishedMessage, subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { createS3Client, createS3ObjectStore, type ListedObject } from '@proofsheet/object-store';
import { type QueueDepth, readQueueDepth } from '@proofsheet/queue/depth';

/** Endpoint of the cluster's S3, SQS and SNS, and the names of buckets, queues and topic. */
export interface AwsAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly topicArn: string;
}

export const buckets = {
  originals: 'proofsheet-originals',
  thumbnails: 'proofsheet-thumbnails',
  derived: 'proofsheet-derived',
} as const;
export const queues = {
  originals: 'proofsheet-originals-events',
  thumbnails: 'proofsheet-thumbnails-events',
  originalsDead: 'proofsheet-originals-events-dlq',
  thumbnailsDead: 'proofsheet-thumbnails-events-dlq',
} as const;
export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[];
type Depth = QueueDepth;

/** Reads of the buckets and queues. */
export interface ClusterAws {
  list(bucket: keyof typeof buckets): Promise<ListedObject[]>;
  depths(): Promise<Record<QueueName, Depth>>;
  /** Message bodies. The messages stay in the queue. */
  readDeadLetters(): Promise<string[]>;
  readPublished(): Promise<readonly PublishedMessage[]>;
  close(): void;
}

/** Subscribes a queue to the existing topic. */
export async function openClusterAws(access: AwsAccess): Promise<ClusterAws> {
  const { endpoint, region, accessKeyId, secretAccessKey } = access;
  const client = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const s3 = createS3Client({ ...client, forcePathStyle: true });
  // Queue URLs name a host that only pods can reach.
  const sqs = new SQSClient({ ...client, useQueueUrlAsEndpoint: false, maxAttempts: 10 });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const urlOf = (name: QueueName) => {
    const url = QueueUrls.find((each) => each.endsWith(`/${queues[name]}`));
    if (url === undefined) throw new Error(`there is no queue ${queues[name]}`);
    return url;
  };
  const depthOf = async (name: QueueName) => [name, await readQueueDepth(sqs, urlOf(name))] as const;
  return {
    async list(bucket) {
      const store = createS3ObjectStore(s3, buckets[bucket]);
      const objects: ListedObject[] = [];
      for (let startAfter = ''; ; startAfter = objects.at(-1)?.key ?? '') {
        const page = await store.list({ prefix: '', startAfter }, new AbortController().signal);
        objects.push(...page);
        if (page.length < 1000) return objects;
      }
    },
    async depths() {
      const depths = await Promise.all(queueNames.map(depthOf));
      return Object.fromEntries(depths) as Record<QueueName, Depth>;
    },
    async readDeadLetters() {
      return (await Promise.all([read(urlOf('originalsDead')), read(urlOf('thumbnailsDead'))])).flat();
    },
    readPublished: await subscribeQueue(sqs, access),
    close() {
      s3.destroy();
      sqs.destroy();
    },
  };

  async function read(QueueUrl: string): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const ask = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(ask));
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body = '' }) => Body));
    }
  }
}
