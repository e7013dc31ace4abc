import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** What goes out to all subscribers of the topic. */
export interface Publication {
  readonly subject: string;
  readonly body: string;
  /** String attributes, by which subscriptions can filter. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Publishes to one topic and returns SNS's id of the message. Throws the SDK's errors. */
export type Publish = (publication: Publication, signal: AbortSignal) => Promise<string>;

export function createPublish(sns: SNSClient, topicArn: string): Publish {
  return async ({ subject, body, attributes }, signal) => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    );
    const command = new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      Message: body,
      MessageAttributes,
    });
    return (await sns.send(command, { abortSignal: signal })).MessageId ?? '';
  };
}
