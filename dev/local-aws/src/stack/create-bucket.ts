import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type Event,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** What pages of other origins may do with a bucket. */
export interface BrowserAccess {
  /** `*` for all. */
  readonly origins: readonly string[];
  readonly methods: readonly ('GET' | 'HEAD' | 'PUT' | 'POST')[];
}

/** Creates a bucket, unless it exists, and sets its CORS rules. */
export async function createBucket(s3: S3Client, Bucket: string, browsers: BrowserAccess): Promise<string> {
  await s3.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  });
  await allowBrowsers(s3, Bucket, browsers);
  return Bucket;
}

/** Sends these events of a bucket to a queue. S3 also sends a test event to it. */
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

/** The rules of aws/stack.yaml. */
async function allowBrowsers(
  s3: S3Client,
  Bucket: string,
  { origins, methods }: BrowserAccess,
): Promise<void> {
  const rule = {
    AllowedOrigins: [...origins],
    AllowedMethods: [...methods],
    MaxAgeSeconds: 3000,
    ...(methods.includes('PUT') && { AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] }),
  };
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
}
