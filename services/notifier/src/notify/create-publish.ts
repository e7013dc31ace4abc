import {
  type MessageAttributeValue,
  NotFoundException,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { Photo } from './photo.ts';
import type { Topic } from './topics.ts';

/** A message for all subscribers of a topic. */
export interface TopicMessage {
  /** Fewer than 100 characters without control characters. */
  readonly subject: string;
  /** A JSON object with a text for each protocol, and `default` for the others. */
  readonly message: string;
  /** Message attributes, by which subscriptions can filter. */
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** Composes the message about photos of one group and one status. */
export type Compose = (photos: readonly Photo[]) => Promise<TopicMessage>;

/** `absent`: the topic does not exist. `no-answer`: the topic may have accepted the message. */
export const publishOutcomes = ['accepted', 'refused', 'no-answer', 'absent'] as const;

export type PublishResult =
  | { readonly outcome: 'accepted'; readonly messageId: string }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'refused' | 'no-answer'; readonly error: unknown };

/** Publishes a message to a topic. Never throws. */
export type Publish = (topic: Topic, message: TopicMessage, signal: AbortSignal) => Promise<PublishResult>;

/** The client must not repeat requests: SNS cannot tell a repetition from a second message, and each is an email. */
export function createPublish(sns: SNSClient): Publish {
  return async ({ arn }, message, abortSignal) => {
    try {
      const command = new PublishCommand({ ...toInput(message), TopicArn: arn });
      const { MessageId = '' } = await sns.send(command, { abortSignal });
      return { outcome: 'accepted', messageId: MessageId };
    } catch (error) {
      if (error instanceof NotFoundException) return { outcome: 'absent' };
      return { outcome: hasAnswer(error) ? 'refused' : 'no-answer', error };
    }
  };
}

function hasAnswer(error: unknown): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined;
}

function toInput({ subject, message, attributes }: TopicMessage): PublishCommandInput {
  return {
    Subject: subject,
    Message: message,
    MessageStructure: 'json',
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, toAttribute(value)]),
    ),
  };
}

function toAttribute(value: string | number): MessageAttributeValue {
  return { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) };
}
