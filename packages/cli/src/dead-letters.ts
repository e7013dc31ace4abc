import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { parseNotification } from '@proofsheet/photos';

/** A message that was received too often. */
export interface DeadLetter {
  readonly id: string;
  /** What kind of message it is. */
  readonly kind: string;
  /** The objects that it names. */
  readonly keys: readonly string[];
  readonly sentAt: string | undefined;
  readonly receives: number;
  readonly body: string;
}

/** Messages stay invisible for so long after they were read, in seconds: long enough to read all of them once. */
const hiddenSeconds = 30;

/** Reads up to `max` dead letters without deleting them. SQS may leave some out, and shows them again after 30 s. */
export async function readDeadLetters(
  sqs: SQSClient,
  QueueUrl: string,
  { max, signal }: { max: number; signal: AbortSignal },
): Promise<DeadLetter[]> {
  const found = new Map<string, DeadLetter>();
  while (found.size < max) {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(10, max - found.size),
      VisibilityTimeout: hiddenSeconds,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
    });
    const { Messages = [] } = await sqs.send(command, { abortSignal: signal });
    if (Messages.length === 0) break;
    for (const { MessageId = '', Body = '', Attributes = {} } of Messages) {
      const { SentTimestamp, ApproximateReceiveCount } = Attributes;
      found.set(MessageId, {
        id: MessageId,
        ...describe(Body),
        sentAt: SentTimestamp && new Date(Number(SentTimestamp)).toISOString(),
        receives: Number(ApproximateReceiveCount ?? 0),
        body: Body,
      });
    }
  }
  return [...found.values()];
}

function describe(body: string): Pick<DeadLetter, 'kind' | 'keys'> {
  const notification = parseNotification(body);
  if (notification.kind === 'events')
    return { kind: 'event', keys: notification.events.map(({ key }) => key) };
  return { kind: notification.kind, keys: notification.kind === 'check' ? [notification.key] : [] };
}

export async function queueArn(sqs: SQSClient, QueueUrl: string, signal: AbortSignal): Promise<string> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  const { Attributes } = await sqs.send(command, { abortSignal: signal });
  return Attributes?.QueueArn ?? '';
}

/** SQS takes a purge once a minute. */
export async function purgeQueue(sqs: SQSClient, QueueUrl: string, signal: AbortSignal): Promise<void> {
  await sqs.send(new PurgeQueueCommand({ QueueUrl }), { abortSignal: signal });
}
