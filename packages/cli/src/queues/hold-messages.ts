import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { SQS_BATCH_SIZE } from '@proofsheet/queue';

/** A message that was received and is invisible to others meanwhile. */
export interface HeldMessage {
  readonly id: string;
  readonly body: string;
  readonly receiptHandle: string;
  /** ISO 8601. */
  readonly sentAt: string | undefined;
  /** When it was received for the first time, as ISO 8601. */
  readonly firstReceivedAt: string | undefined;
  /** Receives so far, this one included. */
  readonly receives: number;
}

export interface HoldOptions {
  /** Most messages. */
  readonly max: number;
  /** Stops receiving once a message is this one. */
  readonly isLast?: (message: HeldMessage) => boolean;
  readonly signal: AbortSignal;
}

/** Invisible for so long at least, in seconds, should this process die before it returns them. */
const leastSeconds = 30;
/** SQS's maximum: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const mostSeconds = 43_200;
const returnMs = 10_000;

/**
 * Receives up to `max` messages, and makes them visible again when the work is done or failed. Those that the work
 * deletes are left out. SQS may leave some of a queue's messages out, and counts each receive.
 */
export async function holdMessages<T>(
  sqs: SQSClient,
  QueueUrl: string,
  options: HoldOptions,
  work: (messages: readonly HeldMessage[], deleted: (message: HeldMessage) => void) => Promise<T>,
): Promise<T> {
  const held = new Map<string, HeldMessage>();
  try {
    await receiveInto(held, sqs, QueueUrl, options);
    return await work([...held.values()], ({ id }) => held.delete(id));
  } finally {
    await makeVisible(sqs, QueueUrl, [...held.values()]);
  }
}

async function receiveInto(
  held: Map<string, HeldMessage>,
  sqs: SQSClient,
  QueueUrl: string,
  { max, isLast = () => false, signal }: HoldOptions,
): Promise<void> {
  const VisibilityTimeout = Math.min(mostSeconds, leastSeconds + max);
  while (held.size < max) {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(SQS_BATCH_SIZE, max - held.size),
      VisibilityTimeout,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: [
        'ApproximateReceiveCount',
        'ApproximateFirstReceiveTimestamp',
        'SentTimestamp',
      ],
    });
    const { Messages = [] } = await sqs.send(command, { abortSignal: signal });
    const messages = Messages.map(readMessage);
    for (const message of messages) held.set(message.id, message);
    if (messages.length === 0 || messages.some(isLast)) return;
  }
}

function readMessage({
  MessageId = '',
  Body = '',
  ReceiptHandle = '',
  Attributes = {},
}: Message): HeldMessage {
  return {
    id: MessageId,
    body: Body,
    receiptHandle: ReceiptHandle,
    sentAt: toTime(Attributes.SentTimestamp),
    firstReceivedAt: toTime(Attributes.ApproximateFirstReceiveTimestamp),
    receives: Number(Attributes.ApproximateReceiveCount ?? 0),
  };
}

function toTime(milliseconds: string | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(Number(milliseconds)).toISOString();
}

/** After Ctrl-C too, so it has a time limit of its own. A refused entry becomes visible by itself later. */
async function makeVisible(
  sqs: SQSClient,
  QueueUrl: string,
  messages: readonly HeldMessage[],
): Promise<void> {
  const signal = AbortSignal.timeout(returnMs);
  for (let from = 0; from < messages.length; from += SQS_BATCH_SIZE) {
    const Entries = messages.slice(from, from + SQS_BATCH_SIZE).map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 0,
    }));
    const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
    await sqs.send(command, { abortSignal: signal }).catch(() => undefined);
  }
}
