import assert from 'node:assert/strict';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { Check, Context } from '../check.ts';
import { refusal } from '../refusal.ts';

const api = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference';
const guide = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';

const send = ({ sqs }: Context, QueueUrl: string, MessageBody: string, DelaySeconds = 0) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));

/** One message with its receive count, or undefined; waits for up to `WaitTimeSeconds`. */
async function take(context: Context, QueueUrl: string, WaitTimeSeconds = 5): Promise<Message | undefined> {
  const MessageSystemAttributeNames = ['ApproximateReceiveCount' as const];
  const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, MessageSystemAttributeNames });
  return (await context.sqs.send(command)).Messages?.[0];
}

async function giveBack({ sqs }: Context, QueueUrl: string, message: Message | undefined): Promise<void> {
  const { ReceiptHandle } = message ?? {};
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
}

async function createPair(context: Context, maxReceiveCount: number) {
  const dead = await context.createQueue();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount });
  return { dead, queue: await context.createQueue({ RedrivePolicy }) };
}

/** Receiving, giving back, dead letters. */
export const sqsChecks: readonly Check[] = [
  {
    what: 'a message given back with a visibility timeout of 0 comes again, counted twice',
    source: `${api}/API_ChangeMessageVisibility.html`,
    async run(context) {
      const { url } = await context.createQueue();
      await send(context, url, 'again');
      await giveBack(context, url, await take(context, url));
      assert.equal((await take(context, url))?.Attributes?.ApproximateReceiveCount, '2');
    },
  },
  {
    what: 'a message that is not deleted comes again after its visibility timeout',
    source: `${guide}/sqs-visibility-timeout.html`,
    async run(context) {
      const { url } = await context.createQueue({ VisibilityTimeout: '1' });
      await send(context, url, 'again');
      await take(context, url);
      assert.equal((await take(context, url))?.Attributes?.ApproximateReceiveCount, '2');
    },
  },
  {
    what: 'a message goes to the dead-letter queue after maxReceiveCount receives',
    source: `${guide}/sqs-dead-letter-queues.html`,
    async run(context) {
      const { queue, dead } = await createPair(context, 2);
      await send(context, queue.url, 'poison');
      for (let receive = 1; receive <= 2; receive += 1) {
        await giveBack(context, queue.url, await take(context, queue.url));
      }
      assert.equal(await take(context, queue.url, 1), undefined);
      assert.equal((await take(context, dead.url))?.Body, 'poison');
    },
  },
  {
    what: 'StartMessageMoveTask moves dead letters back',
    source: `${api}/API_StartMessageMoveTask.html`,
    async run(context) {
      const { queue, dead } = await createPair(context, 1);
      await send(context, queue.url, 'poison');
      await giveBack(context, queue.url, await take(context, queue.url));
      await take(context, queue.url, 1);
      await context.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
      assert.equal((await take(context, queue.url, 10))?.Body, 'poison');
    },
  },
  {
    what: 'a message is hidden until its delay is over',
    source: `${guide}/sqs-message-timers.html`,
    async run(context) {
      const { url } = await context.createQueue();
      await send(context, url, 'later', 2);
      assert.equal(await take(context, url, 1), undefined);
      assert.equal((await take(context, url, 5))?.Body, 'later');
    },
  },
  {
    what: 'a long poll ends when a message comes',
    source: `${guide}/sqs-short-and-long-polling.html`,
    async run(context) {
      const { url } = await context.createQueue();
      const begun = Date.now();
      const poll = take(context, url, 10);
      await send(context, url, 'now');
      assert.equal((await poll)?.Body, 'now');
      assert.ok(Date.now() - begun < 9_000);
    },
  },
  {
    what: 'in a batch of deletes the wrong ones are named and the others done',
    source: `${api}/API_DeleteMessageBatch.html`,
    async run(context) {
      const { url } = await context.createQueue({ VisibilityTimeout: '1' });
      await send(context, url, 'a');
      const message = await take(context, url);
      const Entries = [
        { Id: 'right', ReceiptHandle: message?.ReceiptHandle },
        { Id: 'wrong', ReceiptHandle: 'no handle' },
      ];
      const command = new DeleteMessageBatchCommand({ QueueUrl: url, Entries });
      const { Successful, Failed } = await context.sqs.send(command);
      assert.deepEqual(
        [Successful?.map(({ Id }) => Id), Failed?.map(({ Id }) => Id)],
        [['right'], ['wrong']],
      );
      assert.equal(await take(context, url, 2), undefined);
    },
  },
  {
    what: 'visible, in-flight and delayed messages are counted',
    source: `${api}/API_GetQueueAttributes.html`,
    async run(context) {
      const { url } = await context.createQueue();
      for (const body of ['a', 'b', 'c']) await send(context, url, body, body === 'c' ? 60 : 0);
      await take(context, url);
      const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
      const { Attributes } = await context.sqs.send(command);
      const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes ?? {};
      const counts = [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible];
      assert.deepEqual([...counts, Attributes?.ApproximateNumberOfMessagesDelayed], ['1', '1', '1']);
    },
  },
  {
    what: 'a body with a character that XML does not know is refused',
    source: `${api}/API_SendMessage.html`,
    async run(context) {
      const { url } = await context.createQueue();
      assert.match(await refusal(send(context, url, 'a\u0001b')), /InvalidMessageContents/);
      await send(context, url, 'a\u{1f4f7}\tb');
    },
  },
  {
    what: 'a batch has ten entries at most',
    source: `${api}/API_SendMessageBatch.html`,
    async run(context) {
      const { url } = await context.createQueue();
      const Entries = Array.from({ length: 11 }, (_, index) => ({ Id: `${index}`, MessageBody: 'a' }));
      const sent = context.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      assert.match(await refusal(sent), /TooManyEntriesInBatchRequest/);
    },
  },
  {
    what: 'a purged queue is empty',
    source: `${api}/API_PurgeQueue.html`,
    async run(context) {
      const { url } = await context.createQueue();
      await send(context, url, 'a');
      await context.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
      assert.equal(await take(context, url, 1), undefined);
    },
  },
];
