import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Mail } from '../mailbox/create-mailbox.ts';

/** Creates a topic and returns its ARN. Subscribes the address, if given, and follows the link in the confirmation email. */
export async function createTopic(
  sns: SNSClient,
  Name: string,
  endpoint: string,
  email?: string,
): Promise<string> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }));
  if (!TopicArn) throw new Error(`SNS gave no ARN of ${Name}`);
  if (email === undefined) return TopicArn;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: email }));
  if (await isPending(sns, TopicArn, email)) await confirm(endpoint, email);
  return TopicArn;
}

async function isPending(sns: SNSClient, TopicArn: string, email: string): Promise<boolean> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  return Subscriptions.some((one) => one.Endpoint === email && one.SubscriptionArn === 'PendingConfirmation');
}

async function confirm(endpoint: string, email: string): Promise<void> {
  const answer = await fetch(`${endpoint}/_mailbox`, { headers: { accept: 'application/json' } });
  const mails = (await answer.json()) as Mail[];
  const link = mails
    .filter(({ to }) => to === email)
    .map(({ body }) => /\S+\/_mailbox\/confirm\?\S+/.exec(body)?.[0])
    .findLast((found) => found !== undefined);
  if (!link) throw new Error(`no confirmation came for ${email}`);
  const { pathname, search } = new URL(link);
  const confirmed = await fetch(endpoint + pathname + search);
  if (!confirmed.ok) throw new Error(`the confirmation for ${email} answered ${confirmed.status}`);
}
