import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  type SNSClient,
  type Subscription as SnsSubscription,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { ownerTopicArn } from '@proofsheet/photos';

/** An address that hears of an owner's photos. */
export interface Subscription {
  /** SNS tells it when the subscription is made, and again once it is confirmed. */
  readonly subscriptionId?: string;
  readonly email: string;
  readonly status: 'pending' | 'confirmed';
}

/** The subscriptions of each owner: those of the owner's own topic. */
export interface SubscriptionStore {
  /** At most 100, as SNS lists them. */
  list(owner: string, signal: AbortSignal): Promise<Subscription[]>;
  /** SNS sends the address a mail, and nothing else until it is confirmed. */
  add(owner: string, email: string, signal: AbortSignal): Promise<Subscription>;
  /** It may be gone already. */
  remove(owner: string, subscriptionId: string, signal: AbortSignal): Promise<void>;
}

const pending = 'PendingConfirmation';

/** @param topicArn the shared topic's; those of the owners are named after it. */
export function createSubscriptionStore(sns: SNSClient, topicArn: string): SubscriptionStore {
  return {
    async list(owner, signal) {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn: ownerTopicArn(topicArn, owner) });
      const answer = await sns.send(command, { abortSignal: signal }).catch(unlessThereIsNone);
      return (answer?.Subscriptions ?? []).filter(({ Protocol }) => Protocol === 'email').map(describe);
    },
    async add(owner, email, signal) {
      const Name = ownerTopicArn(topicArn, owner).split(':').at(-1);
      // A topic that is there already stays as it is.
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }), { abortSignal: signal });
      const { SubscriptionArn } = await sns.send(
        new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: email, ReturnSubscriptionArn: true }),
        { abortSignal: signal },
      );
      return { ...identify(SubscriptionArn), email, status: 'pending' };
    },
    async remove(owner, subscriptionId, signal) {
      // The topic is part of it, so that nobody can name another's.
      const SubscriptionArn = `${ownerTopicArn(topicArn, owner)}:${subscriptionId}`;
      await sns
        .send(new UnsubscribeCommand({ SubscriptionArn }), { abortSignal: signal })
        .catch(unlessThereIsNone);
    },
  };
}

function describe({ SubscriptionArn, Endpoint = '' }: SnsSubscription): Subscription {
  if (SubscriptionArn === pending) return { email: Endpoint, status: 'pending' };
  return { ...identify(SubscriptionArn), email: Endpoint, status: 'confirmed' };
}

function identify(arn: string | undefined): { subscriptionId?: string } {
  const subscriptionId = arn?.split(':').at(-1);
  return subscriptionId === undefined ? {} : { subscriptionId };
}

function unlessThereIsNone(error: unknown): undefined {
  if (!(error instanceof NotFoundException)) throw error;
}
