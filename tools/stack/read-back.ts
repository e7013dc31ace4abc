import {
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type QueueConfiguration,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Configuration of a bucket, in terms of S3's API. */
export async function readBucket(s3: S3Client, Bucket: string) {
  const input = { Bucket };
  const [notifications, access, versioning, policy, lifecycle, cors] = await Promise.all([
    s3.send(new GetBucketNotificationConfigurationCommand(input)),
    s3.send(new GetPublicAccessBlockCommand(input)),
    s3.send(new GetBucketVersioningCommand(input)),
    s3.send(new GetBucketPolicyCommand(input)),
    s3.send(new GetBucketLifecycleConfigurationCommand(input)).catch(unlessThereIsNone),
    s3.send(new GetBucketCorsCommand(input)).catch(unlessThereIsNone),
  ]);
  return {
    notifications: (notifications.QueueConfigurations ?? []).map(describeNotification).sort(),
    access: access.PublicAccessBlockConfiguration,
    versioning: versioning.Status,
    policy: JSON.parse(policy.Policy ?? ''),
    lifecycle: lifecycle?.Rules,
    cors: cors?.CORSRules,
  };
}

/** `event → queue [prefix…suffix]` */
function describeNotification({ Events = [], QueueArn = '', Filter }: QueueConfiguration): string {
  const find = (name: string) =>
    Filter?.Key?.FilterRules?.find((rule) => rule.Name?.toLowerCase() === name)?.Value ?? '';
  const filter = `${find('prefix')}…${find('suffix')}`;
  return `${Events.join()} → ${QueueArn.split(':').at(-1)} [${filter}]`;
}

/** The attributes of a queue, with JSON values parsed. */
export async function readQueue(sqs: SQSClient, QueueUrl: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const parse = (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text));
  return {
    visibility: Attributes.VisibilityTimeout,
    wait: Attributes.ReceiveMessageWaitTimeSeconds,
    retention: Attributes.MessageRetentionPeriod,
    encrypted: Attributes.SqsManagedSseEnabled,
    redrive: parse(Attributes.RedrivePolicy),
    redriveAllow: parse(Attributes.RedriveAllowPolicy),
    policy: parse(Attributes.Policy),
  };
}

function unlessThereIsNone(error: Error): undefined {
  if (!/^NoSuch/.test(error.name)) throw error;
}
