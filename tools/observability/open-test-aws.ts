import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsAccess, buckets, type QueueName, queues } from '../cluster/aws/open-cluster-aws.ts';

/** Access of faults to the buckets and queues. */
export interface TestAws {
  putOriginal(key: string, body: Buffer): Promise<void>;
  deleteOriginal(key: string): Promise<void>;
  sendMessage(queue: QueueName, body: string): Promise<void>;
  /** Purges a queue. */
  purge(queue: QueueName): Promise<void>;
  close(): void;
}

export async function openTestAws(access: Omit<AwsAccess, 'topicArn'>): Promise<TestAws> {
  const { endpoint, region, accessKeyId, secretAccessKey } = access;
  const client = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  // Queue URLs name a host that only pods can reach.
  const sqs = new SQSClient({ ...client, useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const urlOf = (name: QueueName) => QueueUrls.find((url) => url.endsWith(`/${queues[name]}`));
  const Bucket = buckets.originals;
  return {
    putOriginal: async (Key, Body) => void (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))),
    deleteOriginal: async (Key) => void (await s3.send(new DeleteObjectCommand({ Bucket, Key }))),
    async sendMessage(queue, MessageBody) {
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody }));
    },
    purge: async (queue) => void (await sqs.send(new PurgeQueueCommand({ QueueUrl: urlOf(queue) }))),
    close() {
      s3.destroy();
      sqs.destroy();
    },
  };
}
