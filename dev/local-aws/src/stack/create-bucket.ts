import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type Event,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Makes a bucket; with origins, pages from there may read it and upload to it. */
export async function createBucket(
  s3: S3Client,
  Bucket: string,
  browserOrigins?: readonly string[],
): Promise<string> {
  await s3.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  });
  if (browserOrigins) await allowBrowsers(s3, Bucket, browserOrigins);
  return Bucket;
}

/** Tells a queue of these events of a bucket. S3 sends a test event to the queue. */
export async function notifyQueue(
  s3: S3Client,
  Bucket: string,
  QueueArn: string,
  events: readonly Event[],
): Promise<void> {
  const QueueConfigurations = [{ QueueArn, Events: [...events] }];
  const NotificationConfiguration = { QueueConfigurations };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}

async function allowBrowsers(s3: S3Client, Bucket: string, origins: readonly string[]): Promise<void> {
  const rule = {
    AllowedOrigins: [...origins],
    AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 3000,
  };
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
}
