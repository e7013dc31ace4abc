import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { createTestQueue, openTestAws } from '../open-test-aws.ts';

test('queue URLs name this server', async (t) => {
  const opened = await openTestAws(t);
  const { aws, sqs } = opened;
  const { url } = await createTestQueue(opened, 'events');
  assert.equal(url, `${aws.url}/000000000000/events`);
  assert.equal((await sqs.send(new GetQueueUrlCommand({ QueueName: 'events' }))).QueueUrl, url);
  assert.deepEqual((await sqs.send(new ListQueuesCommand({}))).QueueUrls, [url]);
});

test('a message comes when its delay is over', async (t) => {
  const opened = await openTestAws(t);
  const { sqs } = opened;
  const { url: QueueUrl } = await createTestQueue(opened, 'events');
  const sentAt = Date.now();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'late', DelaySeconds: 1 }));
  assert.equal((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages, undefined);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  assert.equal(Messages?.[0]?.Body, 'late');
  assert.ok(Date.now() - sentAt >= 990);
});

test('a message that is not deleted comes back, and goes to the dead-letter queue in the end', async (t) => {
  const opened = await openTestAws(t);
  const { sqs } = opened;
  const dlq = await createTestQueue(opened, 'events-dlq');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount: 2 });
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'events', Attributes: { RedrivePolicy } }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
  for (const expected of ['1', '2']) {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
    );
    assert.equal(Messages?.[0]?.Attributes?.ApproximateReceiveCount, expected);
    const { ReceiptHandle } = Messages[0];
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  }
  assert.equal((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages, undefined);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: dlq.url }));
  assert.equal(Messages?.[0]?.Body, 'poison');
  await sqs.send(new DeleteMessageCommand({ QueueUrl: dlq.url, ReceiptHandle: Messages[0].ReceiptHandle }));
});

test('messages count as visible once their delay or visibility timeout has ended, without a receive', async (t) => {
  const opened = await openTestAws(t);
  const { sqs } = opened;
  const { url: QueueUrl } = await createTestQueue(opened, 'events');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'taken' }));
  await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 1 }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'late', DelaySeconds: 1 }));
  assert.deepEqual(await count(sqs, QueueUrl), { visible: 0, inFlight: 1, delayed: 1 });
  const end = AbortSignal.timeout(5000);
  while ((await count(sqs, QueueUrl)).visible < 2 && !end.aborted) await sleep(50);
  assert.deepEqual(await count(sqs, QueueUrl), { visible: 2, inFlight: 0, delayed: 0 });
});

test('closing ends a long poll', async (t) => {
  const opened = await openTestAws(t);
  const { aws, sqs } = opened;
  const { url: QueueUrl } = await createTestQueue(opened, 'events');
  const begun = Date.now();
  const polled = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  // A second call's answer shows that the first has arrived.
  await sqs.send(new ListQueuesCommand({}));
  await aws.close();
  assert.equal((await polled).Messages, undefined);
  assert.ok(Date.now() - begun < 5000);
});

async function count(sqs: SQSClient, QueueUrl: string) {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return {
    visible: Number(Attributes?.ApproximateNumberOfMessages),
    inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
    delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed),
  };
}

test('a message may hold any character that XML can, those above U+FFFF too, and no other', async (t) => {
  const opened = await openTestAws(t);
  const { sqs } = opened;
  const { url: QueueUrl } = await createTestQueue(opened, 'events');
  const body = '한글 📷 \u{10FFFF}\t\r\n';
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  assert.equal(Messages?.[0]?.Body, body);
  for (const MessageBody of ['a\uFFFE', 'a\uFFFF', 'a\u0000', 'a\u001F']) {
    const sent = sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await assert.rejects(sent, { name: /InvalidMessageContents$/ });
  }
});
