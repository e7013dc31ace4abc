import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import { callWithin, limitCalls } from '@proofsheet/runtime/calls';
import type { QueueMessage } from './handler.ts';

/** A message and the receipt handle of this receive. */
export interface ReceivedMessage {
  readonly message: QueueMessage;
  readonly receiptHandle: string;
}

export interface ReceiveRequest {
  /** 1 to 10. */
  readonly max: number;
  /** Long polling: 0 to 20. */
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly signal?: AbortSignal;
}

export interface VisibilityChange {
  readonly receiptHandle: string;
  /** From now on, 0 (visible at once) to 43,200 (12 hours), which also bounds the whole time since the receive. */
  readonly seconds: number;
}

/** One entry of a batch that the queue refused while it accepted the others. */
export interface RefusedEntry {
  /** Its index in the batch. */
  readonly index: number;
  readonly code: string;
  readonly reason: string;
  /** A retry is useless: the message is not in flight or the receipt handle is no longer valid. */
  readonly gone: boolean;
}

/** A long poll takes at most 20 s, and its answer may be late. Milliseconds. */
const MAX_CALL_MS = 40_000;

/** Creates a client for queues. No call takes longer than 40 s, including retries. */
export function createSqsClient(options: SQSClientConfig): SQSClient {
  const requestHandler = { connectionTimeout: 3_000, requestTimeout: 35_000 };
  return limitCalls(new SQSClient({ requestHandler, ...options }), MAX_CALL_MS);
}

/** The calls that the consumer needs for one queue. Each rejects if the call as a whole fails. */
export interface SqsPort {
  receive(request: ReceiveRequest): Promise<ReceivedMessage[]>;
  /** Up to 10 receipt handles. Returns the refused ones. */
  deleteBatch(receiptHandles: readonly string[], signal?: AbortSignal): Promise<RefusedEntry[]>;
  /** Up to 10 entries. Returns the refused ones. */
  changeVisibilityBatch(entries: readonly VisibilityChange[], signal?: AbortSignal): Promise<RefusedEntry[]>;
  /**
   * Sends a message, to be visible after `delaySeconds` (0 to 900). The body may hold only characters that XML allows.
   * Rejects when SQS does not answer within 10 s, or when the signal is aborted.
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
   */
  send(body: string, signal: AbortSignal, delaySeconds?: number): Promise<void>;
}

/** Maximum entries in one batch and messages in one receive, set by SQS. */
export const SQS_BATCH_SIZE = 10;

/** Our attribute for the delay of a message: SQS reports when a message was sent, but not its delay. */
const delayAttribute = 'delay-seconds';

/** Deadline of a send, including retries. Milliseconds. */
const SEND_MS = 10_000;

/**
 * One queue by the AWS SDK. The client has region, credentials, retries and timeouts; its socket timeout must be
 * longer than the long poll.
 *
 * Limits: 10 messages a batch, 20 s of long polling, 12 h of visibility timeout, 15 min of delay, 120,000 messages
 * in flight in a standard queue.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export function createSqsPort(client: SQSClient, queueUrl: string): SqsPort {
  return {
    async receive({ max, waitSeconds, visibilitySeconds, signal }) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilitySeconds,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        MessageAttributeNames: [delayAttribute],
      });
      const { Messages = [] } = await client.send(command, abortedBy(signal));
      return Messages.flatMap((message) => readMessage(message));
    },
    async deleteBatch(receiptHandles, signal) {
      const Entries = receiptHandles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      const command = new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries });
      const { Failed = [] } = await client.send(command, abortedBy(signal));
      return Failed.map(readRefusal);
    },
    async changeVisibilityBatch(entries, signal) {
      const Entries = entries.map(({ receiptHandle, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
      const { Failed = [] } = await client.send(command, abortedBy(signal));
      return Failed.map(readRefusal);
    },
    async send(body, signal, delaySeconds) {
      const delay = delaySeconds === undefined ? {} : delayBy(delaySeconds);
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, ...delay });
      await callWithin(SEND_MS, signal, (abortSignal) => client.send(command, { abortSignal }));
    },
  };
}

function delayBy(seconds: number) {
  return {
    DelaySeconds: seconds,
    MessageAttributes: { [delayAttribute]: { DataType: 'Number', StringValue: String(seconds) } },
  };
}

function abortedBy(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** The SDK's types allow a message without a receipt handle; SQS never sends one, and it could not be deleted. */
function readMessage({
  MessageId = '',
  Body = '',
  ReceiptHandle,
  Attributes = {},
  MessageAttributes = {},
}: Message): ReceivedMessage[] {
  if (ReceiptHandle === undefined) return [];
  const { ApproximateReceiveCount, SentTimestamp } = Attributes;
  const message = {
    id: MessageId,
    body: Body,
    receiveCount: Number(ApproximateReceiveCount) || 1,
    sentAt: SentTimestamp === undefined ? undefined : new Date(Number(SentTimestamp)),
    delaySeconds: Number(MessageAttributes[delayAttribute]?.StringValue) || 0,
  };
  return [{ message, receiptHandle: ReceiptHandle }];
}

function readRefusal(entry: BatchResultErrorEntry): RefusedEntry {
  const { Id, Code = 'unknown', Message: reason = '', SenderFault = false } = entry;
  // A message not in flight, an invalid receipt handle and the end of the 12 hours are sender faults, and final.
  const gone = SenderFault && !/throttl/i.test(Code);
  return { index: Number(Id), code: Code, reason, gone };
}
