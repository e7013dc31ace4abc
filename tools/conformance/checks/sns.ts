import assert from 'node:assert/strict';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Check, Context } from '../check.ts';
import { refusal } from '../refusal.ts';

const api = 'https://docs.aws.amazon.com/sns/latest/api';
const guide = 'https://docs.aws.amazon.com/sns/latest/dg';

const allowAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '*',
    },
  ],
});

async function subscribe(context: Context, attributes: Record<string, string> = {}) {
  const TopicArn = await context.createTopic();
  const queue = await context.createQueue({ Policy: allowAll });
  const subscription = { TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes: attributes };
  await context.sns.send(new SubscribeCommand(subscription));
  return { TopicArn, queue };
}

/** Topics, messages and subscriptions; and who one is. */
export const snsChecks: readonly Check[] = [
  {
    what: 'a queue gets the message in an envelope, with its attributes',
    source: `${guide}/sns-sqs-as-subscriber.html`,
    async run(context) {
      const { TopicArn, queue } = await subscribe(context);
      const MessageAttributes = { status: { DataType: 'String', StringValue: 'ready' } };
      const published = await context.sns.send(
        new PublishCommand({ TopicArn, Message: 'hello', Subject: 'A photo', MessageAttributes }),
      );
      const [body = ''] = await context.receive(queue.url, 1);
      const { Message, Subject, MessageId, MessageAttributes: got } = JSON.parse(body);
      assert.deepEqual([Message, Subject, MessageId], ['hello', 'A photo', published.MessageId]);
      assert.deepEqual(got.status, { Type: 'String', Value: 'ready' });
    },
  },
  {
    what: 'with MessageStructure json each protocol gets its own text',
    source: `${api}/API_Publish.html`,
    async run(context) {
      const { TopicArn, queue } = await subscribe(context);
      const Message = JSON.stringify({ default: 'for all', sqs: 'for machines' });
      await context.sns.send(new PublishCommand({ TopicArn, Message, MessageStructure: 'json' }));
      const [body = ''] = await context.receive(queue.url, 1);
      assert.equal(JSON.parse(body).Message, 'for machines');
    },
  },
  {
    what: 'a filter policy holds back other messages',
    source: `${guide}/sns-message-filtering.html`,
    async run(context) {
      const FilterPolicy = JSON.stringify({ status: ['failed'] });
      const { TopicArn, queue } = await subscribe(context, { FilterPolicy });
      for (const status of ['ready', 'failed']) {
        const MessageAttributes = { status: { DataType: 'String', StringValue: status } };
        await context.sns.send(new PublishCommand({ TopicArn, Message: status, MessageAttributes }));
      }
      const [body = ''] = await context.receive(queue.url, 1);
      assert.equal(JSON.parse(body).Message, 'failed');
    },
  },
  {
    what: 'CreateTopic of a topic that exists returns it',
    source: `${api}/API_CreateTopic.html`,
    async run(context) {
      const arn = await context.createTopic();
      const again = await context.sns.send(new CreateTopicCommand({ Name: arn.split(':').at(-1) }));
      assert.equal(again.TopicArn, arn);
    },
  },
  {
    what: 'a message to a topic that is not there is refused (404)',
    source: `${api}/API_Publish.html`,
    async run(context) {
      const arn = await context.createTopic();
      const sent = context.sns.send(new PublishCommand({ TopicArn: `${arn}-absent`, Message: 'hello' }));
      assert.match(await refusal(sent), /^404 NotFound/);
    },
  },
  {
    what: 'a subject with a line break, or above 100 characters, is refused',
    source: `${api}/API_Publish.html`,
    async run(context) {
      const TopicArn = await context.createTopic();
      for (const Subject of ['a\nb', 'x'.repeat(101)]) {
        const sent = context.sns.send(new PublishCommand({ TopicArn, Message: 'hello', Subject }));
        assert.match(await refusal(sent), /InvalidParameter/);
      }
    },
  },
  {
    what: 'a message above 256 KiB is refused',
    source: `${api}/API_Publish.html`,
    async run(context) {
      const TopicArn = await context.createTopic();
      const Message = 'x'.repeat(256 * 1024 + 1);
      assert.match(
        await refusal(context.sns.send(new PublishCommand({ TopicArn, Message }))),
        /InvalidParameter/,
      );
    },
  },
  {
    what: 'an email address is pending until it confirms',
    source: `${api}/API_Subscribe.html`,
    async run(context) {
      const TopicArn = await context.createTopic();
      const subscription = { TopicArn, Protocol: 'email', Endpoint: 'reader@example.org' };
      const { SubscriptionArn } = await context.sns.send(new SubscribeCommand(subscription));
      assert.match(SubscriptionArn ?? '', /^pending confirmation$/i);
    },
  },
  {
    what: 'STS names the account of the caller',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
    async run(context) {
      const { Account, Arn } = await context.sts.send(new GetCallerIdentityCommand({}));
      const topic = await context.createTopic();
      assert.equal(Account, topic.split(':')[4]);
      assert.match(Arn ?? '', /^arn:aws/);
    },
  },
];
