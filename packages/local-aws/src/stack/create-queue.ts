import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue and where its messages go that can't be handled. */
export interface QueueWithDlq {
  readonly url: string;
  readonly arn: string;
  readonly dlqUrl: string;
}

/** Makes `<name>` and `<name>-dlq`, or brings their attributes up to date. */
export async function createQueue(
  sqs: SQSClient,
  name: string,
  rules: { visibilitySeconds: number; maxReceiveCount: number },
): Promise<QueueWithDlq> {
  const dlq = await ensureQueue(sqs, `${name}-dlq`);
  const queue = await ensureQueue(sqs, name);
  const { visibilitySeconds, maxReceiveCount } = rules;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount });
  const Attributes = { VisibilityTimeout: String(visibilitySeconds), RedrivePolicy };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes }));
  return { ...queue, dlqUrl: dlq.url };
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
