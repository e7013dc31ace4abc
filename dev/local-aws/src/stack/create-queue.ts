import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue and its dead-letter queue. */
export interface QueueWithDlq {
  readonly url: string;
  readonly arn: string;
  readonly dlqUrl: string;
}

/** Ten days, as in aws/stack.yaml: AWS keeps messages for 14 at most. */
const retentionSeconds = 864_000;

interface QueueRules {
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
  /** The bucket that may send to it. */
  readonly bucket: string;
}

/** Creates `<name>` and `<name>-dlq`, or updates their attributes. */
export async function createQueue(
  sqs: SQSClient,
  name: string,
  { visibilitySeconds, maxReceiveCount, bucket }: QueueRules,
): Promise<QueueWithDlq> {
  const dlq = await ensureQueue(sqs, `${name}-dlq`);
  const queue = await ensureQueue(sqs, name);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount });
  const Policy = JSON.stringify(policyOf(queue.arn, bucket));
  const Attributes = {
    VisibilityTimeout: String(visibilitySeconds),
    MessageRetentionPeriod: String(retentionSeconds),
    RedrivePolicy,
    Policy,
  };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes }));
  return { ...queue, dlqUrl: dlq.url };
}

/**
 * Lets S3 send, and only for this bucket of this account:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
function policyOf(queueArn: string, bucket: string) {
  const Condition = {
    ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${bucket}` },
    StringEquals: { 'aws:SourceAccount': queueArn.split(':')[4] },
  };
  const Principal = { Service: 's3.amazonaws.com' };
  const Statement = [
    { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: queueArn, Condition },
  ];
  return { Version: '2012-10-17', Statement };
}

async function ensureQueue(sqs: SQSClient, QueueName: string): Promise<{ url: string; arn: string }> {
  const { QueueUrl: url } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  const arn = Attributes?.QueueArn;
  if (!url || !arn) throw new Error(`SQS gave no URL or ARN of ${QueueName}`);
  return { url, arn };
}
