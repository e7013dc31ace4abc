import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Where the messages of a queue are. */
export const queueStates = ['visible', 'in-flight', 'delayed'] as const;

/**
 * Messages that wait, that somebody has received and not deleted, and that are to be seen later. SQS counts them
 * eventually, not exactly.
 */
export type QueueDepth = Readonly<Record<(typeof queueStates)[number], number>>;

/**
 * Reads how many messages are in a queue. Throws the SDK's errors.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export async function readQueueDepth(
  client: SQSClient,
  queueUrl: string,
  signal?: AbortSignal,
): Promise<QueueDepth> {
  const command = new GetQueueAttributesCommand({
    QueueUrl: queueUrl,
    AttributeNames: [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ],
  });
  const { Attributes } = await client.send(command, signal ? { abortSignal: signal } : {});
  return {
    visible: Number(Attributes?.ApproximateNumberOfMessages),
    'in-flight': Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
    delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed),
  };
}
