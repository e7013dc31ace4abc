import assert from 'node:assert/strict';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { until } from '@proofsheet/harness/until';
import type { Values } from './read-values.ts';

/** Checks that a message moves to the dead-letter queue after eight receives. */
export async function checkDeadLetters(sqs: SQSClient, { queues }: Values): Promise<void> {
  for (const { url, deadLetterUrl } of [queues.originals, queues.thumbnails]) {
    await purgeTestEvents(sqs, url);
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'no notification' }));
    for (let count = 1; count <= 8; count += 1) assert.equal(await receive(sqs, url), 'no notification');
    assert.equal(await receive(sqs, url), undefined, 'received a ninth time');
    const body = await until('the dead letter', () => receive(sqs, deadLetterUrl));
    assert.equal(body, 'no notification');
  }
}

/** S3 sends one when notifications are set up. */
async function purgeTestEvents(sqs: SQSClient, QueueUrl: string): Promise<void> {
  for (;;) {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
    if (!Messages?.length) return;
    for (const { ReceiptHandle, Body } of Messages) {
      assert.match(Body ?? '', /s3:TestEvent/);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/** Receives one message and makes it visible again at once. */
async function receive(sqs: SQSClient, QueueUrl: string): Promise<string | undefined> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0, VisibilityTimeout: 0 }),
  );
  return Messages?.[0]?.Body;
}
