import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createBucket, notifyQueue } from './create-bucket.ts';
import { createQueue } from './create-queue.ts';
import { createTopic } from './create-topic.ts';

/** Where to create the stack, and its names. */
export interface StackOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Prefix of every name; default: `proofsheet`. */
  readonly name?: string;
  /** Subscribed to the topic, and confirmed by the link in the mailbox. */
  readonly email?: string;
  /** Visibility timeout of the queues in seconds; default: 60. */
  readonly visibilitySeconds?: number;
  /** Receives after which a message goes to the dead-letter queue; default: 8. */
  readonly maxReceiveCount?: number;
  /** Origins whose pages may upload and read photos; any by default. */
  readonly browserOrigins?: readonly string[];
}

/** Names, URLs and ARNs of the stack. */
export interface Stack {
  readonly originalsBucket: string;
  readonly thumbnailsBucket: string;
  readonly derivedBucket: string;
  readonly originalsQueueUrl: string;
  readonly originalsDlqUrl: string;
  readonly thumbnailsQueueUrl: string;
  readonly thumbnailsDlqUrl: string;
  readonly topicArn: string;
}

const ORIGINALS_EVENTS = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'] as const;
const THUMBNAILS_EVENTS = ['s3:ObjectCreated:*'] as const;

/** The rules of aws/stack.yaml that have a meaning without versions. */
const originalsLifecycle = [
  {
    ID: 'abandoned-uploads',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  },
] as const;
const derivedLifecycle = Object.entries({
  sweeps: 30,
  pending: 30,
  claims: 30,
  notified: 30,
  'notified-failures': 30,
  shares: 91,
}).map(([ID, Days]) => ({
  ID,
  Status: 'Enabled' as const,
  Filter: { Prefix: `${ID}/` },
  Expiration: { Days },
}));

/**
 * Creates the buckets, queues and topic of proofsheet with the AWS SDK. Leaves existing ones as they are.
 * @throws the SDK's errors.
 */
export async function createStack(options: StackOptions): Promise<Stack> {
  const { endpoint, region, credentials, name = 'proofsheet', email, browserOrigins = ['*'] } = options;
  const { visibilitySeconds = 60, maxReceiveCount = 8 } = options;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  // The host of queue URLs is for others, and may not be reachable from here.
  const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const sns = new SNSClient({ endpoint, region, credentials });
  try {
    const rules = { visibilitySeconds, maxReceiveCount };
    const uploads = { origins: browserOrigins, methods: ['PUT', 'POST', 'GET', 'HEAD'] } as const;
    const downloads = { origins: browserOrigins, methods: ['GET', 'HEAD'] } as const;
    const originalsBucket = await createBucket(s3, `${name}-originals`, uploads, originalsLifecycle);
    const thumbnailsBucket = await createBucket(s3, `${name}-thumbnails`, downloads);
    const derivedBucket = await createBucket(s3, `${name}-derived`, downloads, derivedLifecycle);
    const originals = await createQueue(sqs, `${name}-originals-events`, {
      ...rules,
      bucket: originalsBucket,
    });
    const thumbnails = await createQueue(sqs, `${name}-thumbnails-events`, {
      ...rules,
      bucket: thumbnailsBucket,
    });
    await notifyQueue(s3, originalsBucket, originals.arn, ORIGINALS_EVENTS);
    await notifyQueue(s3, thumbnailsBucket, thumbnails.arn, THUMBNAILS_EVENTS);
    const topicArn = await createTopic(sns, name, endpoint, email);
    return {
      originalsBucket,
      thumbnailsBucket,
      derivedBucket,
      originalsQueueUrl: originals.url,
      originalsDlqUrl: originals.dlqUrl,
      thumbnailsQueueUrl: thumbnails.url,
      thumbnailsDlqUrl: thumbnails.dlqUrl,
      topicArn,
    };
  } finally {
    for (const client of [s3, sqs, sns]) client.destroy();
  }
}
