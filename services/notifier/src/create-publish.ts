import {
  type MessageAttributeValue,
  NotFoundException,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { ownerTopicArn } from '@proofsheet/photos';

/** What goes out to all subscribers. */
export interface Publication {
  /** Fewer than 100 characters, none of them a control character. */
  readonly subject: string;
  /** A JSON object with a text for each protocol, and `default` for the others. */
  readonly message: string;
  /** Message attributes, by which subscriptions can filter. */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Null for photos that have none. */
  readonly owner: string | null;
}

/** Publishes, and returns SNS's id of the message to the shared topic. Throws the SDK's errors. */
export type Publish = (publication: Publication, signal: AbortSignal) => Promise<string>;

export interface PublishOptions {
  readonly sns: SNSClient;
  /** The shared topic. */
  readonly topicArn: string;
  /** Whether owners can have topics of their own. */
  readonly ownerTopics: boolean;
}

/** Publishes to the shared topic and to that of the owner, if there is one: both at once, to keep the window short. */
export function createPublish({ sns, topicArn, ownerTopics }: PublishOptions): Publish {
  return async (publication, signal) => {
    const input = toInput(publication);
    const send = (TopicArn: string) =>
      sns.send(new PublishCommand({ ...input, TopicArn }), { abortSignal: signal });
    const { owner } = publication;
    const [{ MessageId = '' }] = await Promise.all([
      send(topicArn),
      ownerTopics && owner !== null && send(ownerTopicArn(topicArn, owner)).catch(unlessThereIsNone),
    ]);
    return MessageId;
  };
}

/** An owner whom nobody follows has no topic. */
function unlessThereIsNone(error: unknown): void {
  if (!(error instanceof NotFoundException)) throw error;
}

function toInput({ subject, message, attributes }: Publication): PublishCommandInput {
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
