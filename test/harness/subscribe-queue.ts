import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ownerTopicArn } from '@proofsheet/photos';
import type { LocalSystem } from '@proofsheet/system';

/** A message to a subscribed queue: the JSON of docs/messages.md with SNS's message id and time. */
export interface PublishedMessage {
  readonly id: string;
  readonly at: Date;
  readonly owner: string | null;
  readonly status: string;
  readonly count: number;
  /** The message attribute of that name. */
  readonly traceparent?: string | undefined;
  readonly photos: readonly { readonly key: string; readonly link?: string; readonly reason?: string }[];
}

/**
 * Subscribes a new queue to the shared topic, or to an owner's topic, which is created. Returns a function that reads all
 * messages so far.
 */
export async function subscribeQueue(
  sqs: SQSClient,
  local: Pick<LocalSystem, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey' | 'topicArn'>,
  owner?: string,
): Promise<() => Promise<readonly PublishedMessage[]>> {
  const { endpoint, region, accessKeyId, secretAccessKey } = local;
  const topicArn = owner === undefined ? local.topicArn : ownerTopicArn(local.topicArn, owner);
  const QueueName = `subscriber-${owner ?? 'of-all'}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const sns = new SNSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  // An existing topic is left unchanged.
  await sns.send(new CreateTopicCommand({ Name: topicArn.split(':').at(-1) }));
  await sns.send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }),
  );
  sns.destroy();
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: { Policy: allowTopic(topicArn, Attributes?.QueueArn) },
    }),
  );
  const published: PublishedMessage[] = [];

  return async () => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return published;
      published.push(...Messages.map(({ Body = '' }) => readEnvelope(Body)));
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
}

/** Allows the topic to send: https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
function allowTopic(topicArn: string, Resource: string | undefined): string {
  const Condition = { ArnEquals: { 'aws:SourceArn': topicArn } };
  const Principal = { Service: 'sns.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource, Condition }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function readEnvelope(body: string): PublishedMessage {
  const { MessageId, Timestamp, Message, MessageAttributes } = JSON.parse(body);
  const traceparent = MessageAttributes?.traceparent?.Value;
  return { ...JSON.parse(Message), id: MessageId, at: new Date(Timestamp), traceparent };
}
