import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type Event,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** What pages of other origins may do with a bucket. */
export interface BrowserAccess {
  /** `*` for all. */
  readonly origins: readonly string[];
  readonly methods: readonly ('GET' | 'HEAD' | 'PUT' | 'POST')[];
}

/** Creates a bucket, unless it exists, and sets its CORS, lifecycle, encryption and public access rules. */
export async function createBucket(
  s3: S3Client,
  Bucket: string,
  browsers: BrowserAccess,
  lifecycle: readonly LifecycleRule[] = [],
): Promise<string> {
  await s3.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  });
  await Promise.all([
    allowBrowsers(s3, Bucket, browsers),
    protect(s3, Bucket),
    lifecycle.length > 0 &&
      s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: { Rules: [...lifecycle] },
        }),
      ),
  ]);
  return Bucket;
}

/** As aws/stack.yaml does: no public access, encryption by S3. */
async function protect(s3: S3Client, Bucket: string): Promise<void> {
  const PublicAccessBlockConfiguration = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  const ServerSideEncryptionConfiguration = {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }],
  };
  await Promise.all([
    s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration })),
    s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration })),
  ]);
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
