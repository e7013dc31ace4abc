import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Mail } from '../../src/index.ts';
import { createTestQueue, openTestAws, receive, refusal, type TestAws } from '../open-test-aws.ts';

async function readMails({ aws }: TestAws): Promise<Mail[]> {
  const answer = await fetch(aws.mailboxUrl, { headers: { accept: 'application/json' } });
  return (await answer.json()) as Mail[];
}

async function createTopic({ sns }: TestAws): Promise<string> {
  return (await sns.send(new CreateTopicCommand({ Name: 'photos' }))).TopicArn ?? '';
}

test('an address gets mails once it has followed the link', async (t) => {
  const opened = await openTestAws(t);
  const { sns } = opened;
  const TopicArn = await createTopic(opened);
  const address = { TopicArn, Protocol: 'email', Endpoint: 'ann@example.com' };
  const { SubscriptionArn } = await sns.send(new SubscribeCommand(address));
  assert.equal(SubscriptionArn, 'pending confirmation');
  await sns.send(new PublishCommand({ TopicArn, Message: 'too early' }));
  const [confirmation, ...others] = await readMails(opened);
  assert.deepEqual(others, []);
  assert.equal(confirmation?.to, 'ann@example.com');

  const link = /http\S+confirm\S+/.exec(confirmation.body)?.[0] ?? '';
  assert.equal((await fetch(link)).status, 200);
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  assert.match(Subscriptions?.[0]?.SubscriptionArn ?? '', /^arn:aws:sns:us-east-1:000000000000:photos:/);
  await sns.send(
    new PublishCommand({ TopicArn, Subject: 'Your photo', Message: 'It is ready: http://x/?a=1&b=2' }),
  );
  const mail = (await readMails(opened)).at(-1);
  assert.equal(mail?.subject, 'Your photo');
  assert.ok(mail.body.startsWith('It is ready: http://x/?a=1&b=2\n'));
  assert.equal(new Date(mail.at).toISOString(), mail.at);

  const unsubscribe = /http\S+unsubscribe\S+/.exec(mail.body)?.[0] ?? '';
  assert.equal((await fetch(unsubscribe)).status, 200);
  assert.deepEqual((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions, []);
});

test('subjects and messages follow the rules of AWS', async (t) => {
  const opened = await openTestAws(t);
  const TopicArn = await createTopic(opened);
  const publish = (input: { Message?: string; Subject?: string; MessageStructure?: string }) =>
    opened.sns.send(new PublishCommand({ TopicArn, Message: 'text', ...input }));
  await publish({ Subject: 'x'.repeat(99) });
  await publish({ Subject: '사진이 준비되었습니다' });
  await publish({ Message: 'x'.repeat(262_144) });
  const refused = [
    { Subject: 'x'.repeat(100) },
    { Subject: 'two\nlines' },
    { Subject: 'bell\u0007' },
    { Subject: '' },
    { Message: '' },
    { Message: 'x'.repeat(262_145) },
    { MessageStructure: 'json', Message: 'no JSON' },
    { MessageStructure: 'json', Message: '{"email":"no default"}' },
  ];
  for (const input of refused)
    await assert.rejects(publish(input), refusal('InvalidParameterException', 400));
  const absent = new PublishCommand({ TopicArn: `${TopicArn}-absent`, Message: 'text' });
  await assert.rejects(opened.sns.send(absent), refusal('NotFoundException', 404));
});

test('a queue gets an envelope, or the bare message', async (t) => {
  const opened = await openTestAws(t);
  const { sns, sqs } = opened;
  const TopicArn = await createTopic(opened);
  const [wrapped, raw] = [await createTestQueue(opened, 'wrapped'), await createTestQueue(opened, 'raw')];
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: wrapped.arn }));
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: raw.arn, Attributes }));
  const { MessageId } = await sns.send(
    new PublishCommand({
      TopicArn,
      Subject: 'subject',
      MessageStructure: 'json',
      Message: JSON.stringify({ default: 'for others', sqs: '{"for":"queues"}' }),
      MessageAttributes: { owner: { DataType: 'String', StringValue: 'ann' } },
    }),
  );
  const [envelope] = await receive(sqs, wrapped.url, 1);
  assert.partialDeepStrictEqual(envelope, {
    Type: 'Notification',
    MessageId,
    TopicArn,
    Subject: 'subject',
    Message: '{"for":"queues"}',
    MessageAttributes: { owner: { Type: 'String', Value: 'ann' } },
  });
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: raw.url, MessageAttributeNames: ['All'], WaitTimeSeconds: 5 }),
  );
  assert.equal(Messages?.[0]?.Body, '{"for":"queues"}');
  assert.equal(Messages[0].MessageAttributes?.owner?.StringValue, 'ann');
});

test('a filter policy holds back what does not match', async (t) => {
  const opened = await openTestAws(t);
  const { sns, sqs } = opened;
  const TopicArn = await createTopic(opened);
  const queue = await createTestQueue(opened, 'queue');
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queue.arn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const FilterPolicy = JSON.stringify({ owner: ['ann', { prefix: 'b' }], draft: [{ exists: false }] });
  const change = { SubscriptionArn, AttributeName: 'FilterPolicy' };
  await sns.send(new SetSubscriptionAttributesCommand({ ...change, AttributeValue: FilterPolicy }));
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  assert.equal(Attributes?.FilterPolicy, FilterPolicy);
  const invalid = new SetSubscriptionAttributesCommand({ ...change, AttributeValue: '{"owner":"ann"}' });
  await assert.rejects(sns.send(invalid), refusal('InvalidParameterException', 400));

  const publish = (Message: string, attributes: Record<string, string>) => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    return sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes }));
  };
  await publish('1', { owner: 'ann' });
  await publish('2', { owner: 'carl' });
  await publish('3', {});
  await publish('4', { owner: 'ann', draft: 'yes' });
  await publish('5', { owner: 'bob' });
  assert.deepEqual(await receive(sqs, queue.url, 2), [1, 5]);
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
});

test('a pending subscription cannot be removed, and an address without a domain is none', async (t) => {
  const opened = await openTestAws(t);
  const { sns } = opened;
  const TopicArn = await createTopic(opened);
  const subscribe = (Endpoint: string) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint, ReturnSubscriptionArn: true }));
  const { SubscriptionArn } = await subscribe('ann@example.com');
  const removal = sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await assert.rejects(removal, refusal('InvalidParameterException', 400));
  for (const address of [
    'ann@localhost',
    'ann@example..com',
    'änn@example.com',
    'ann@example.com, ben@example.com',
  ]) {
    await assert.rejects(subscribe(address), refusal('InvalidParameterException', 400));
  }
});
