import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { HeldMessage } from './hold-messages.ts';

/** The ARN of a queue. */
export async function queueArn(sqs: SQSClient, QueueUrl: string, signal: AbortSignal): Promise<string> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  const { Attributes } = await sqs.send(command, { abortSignal: signal });
  return Attributes?.QueueArn ?? '';
}

/** Deletes all messages. SQS accepts one purge every 60 s. */
export async function purgeQueue(sqs: SQSClient, QueueUrl: string, signal: AbortSignal): Promise<void> {
  await sqs.send(new PurgeQueueCommand({ QueueUrl }), { abortSignal: signal });
}

export async function deleteMessage(
  sqs: SQSClient,
  QueueUrl: string,
  { receiptHandle }: HeldMessage,
): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle }));
}

/** Sends a message to another queue, then deletes it: stopped between the two, it is in both, which is harmless. */
export async function moveMessage(
  sqs: SQSClient,
  message: HeldMessage,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: message.body }));
  await deleteMessage(sqs, from, message);
}
