import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ReceivedMessage, RefusedEntry, SqsPort } from './sqs-port.ts';

/** SQS tells when a message was sent, and not for how long it was hidden after that. */
const delayAttribute = 'delay-seconds';

/**
 * One queue by the AWS SDK. The client brings region, credentials, retries and timeouts; its socket timeout must be
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
    async send(body, delaySeconds) {
      const delay = delaySeconds === undefined ? {} : delayBy(delaySeconds);
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, ...delay }));
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

/** Without a receipt handle, which the SDK's types allow and SQS never does, nothing could be done with it. */
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
  // A message not in flight, a bad receipt handle and the end of the 12 hours are all "the sender's fault" and final.
  const gone = SenderFault && !/throttl/i.test(Code);
  return { index: Number(Id), code: Code, reason, gone };
}
