import {
  CreateTopicCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SubscriptionLimitExceededException,
  type SNSClient,
  type Subscription as SnsSubscription,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { ownerTopicArn } from '@proofsheet/photos';
import { ProblemError } from '../http/problem.ts';

/** An email address that is notified of an owner's photos. */
export interface Subscription {
  /** Known when the subscription is created and once it is confirmed. */
  readonly subscriptionId?: string;
  readonly email: string;
  readonly status: 'pending' | 'confirmed';
}

/** Manages the subscriptions of each owner to the owner's own topic. */
export interface SubscriptionStore {
  /** The first 100, as SNS lists them. */
  list(owner: string, signal: AbortSignal): Promise<Subscription[]>;
  /**
   * Makes SNS send a confirmation email to the address, which gets nothing else until it confirms.
   * @throws ProblemError `invalid-request` if SNS refuses the address, `too-many-subscriptions`
   */
  add(owner: string, email: string, signal: AbortSignal): Promise<Subscription>;
  /**
   * Also succeeds if the subscription does not exist.
   * @throws ProblemError `subscription-pending` if it is not confirmed: SNS removes those itself after two days.
   */
  remove(owner: string, subscriptionId: string, signal: AbortSignal): Promise<void>;
}

const pending = 'PendingConfirmation';

/** @param topicArn ARN of the shared topic; owner topics are named after it. */
export function createSubscriptionStore(sns: SNSClient, topicArn: string): SubscriptionStore {
  return {
    async list(owner, signal) {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn: ownerTopicArn(topicArn, owner) });
      const answer = await sns.send(command, { abortSignal: signal }).catch(unlessThereIsNone);
      return (answer?.Subscriptions ?? []).filter(({ Protocol }) => Protocol === 'email').map(describe);
    },
    async add(owner, email, signal) {
      const Name = ownerTopicArn(topicArn, owner).split(':').at(-1);
      // Leaves an existing topic as it is.
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }), { abortSignal: signal });
      const input = { TopicArn, Protocol: 'email', Endpoint: email, ReturnSubscriptionArn: true };
      const { SubscriptionArn } = await sns
        .send(new SubscribeCommand(input), { abortSignal: signal })
        .catch(throwSubscribeProblem);
      return { ...identify(SubscriptionArn), email, status: 'pending' };
    },
    async remove(owner, subscriptionId, signal) {
      // The ARN is built from the owner's topic, so another owner's subscription cannot be named.
      const SubscriptionArn = `${ownerTopicArn(topicArn, owner)}:${subscriptionId}`;
      await sns
        .send(new UnsubscribeCommand({ SubscriptionArn }), { abortSignal: signal })
        .catch(throwUnsubscribeProblem)
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

function throwSubscribeProblem(error: Error): never {
  if (error instanceof SubscriptionLimitExceededException) throw new ProblemError('too-many-subscriptions');
  if (!(error instanceof InvalidParameterException)) throw error;
  const errors = [{ field: 'body/email', message: 'is not an address that SNS sends email to' }];
  throw new ProblemError('invalid-request', { errors });
}

function throwUnsubscribeProblem(error: Error): never {
  throw error instanceof InvalidParameterException ? new ProblemError('subscription-pending') : error;
}

function unlessThereIsNone(error: unknown): undefined {
  if (!(error instanceof NotFoundException)) throw error;
}
