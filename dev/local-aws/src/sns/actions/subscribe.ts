import { readAttributes, required } from '../read-form.ts';
import { invalidParameter } from '../sns-errors.ts';
import type { SnsAction, SnsServices } from '../sns-services.ts';
import type { Subscription } from '../topic-store.ts';
import { checkSubscriptionAttribute } from './check-subscription-attribute.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html; protocols `email`, `email-json` and `sqs`. */
export const subscribe: SnsAction = async (form, services) => {
  const topic = services.store.getTopic(required(form, 'TopicArn'));
  const protocol = required(form, 'Protocol');
  const endpoint = required(form, 'Endpoint');
  const attributes = readAttributes(form);
  for (const [name, value] of Object.entries(attributes)) checkSubscriptionAttribute(name, value);
  await checkEndpoint(protocol, endpoint, services);

  const same = services.store
    .subscriptions(topic.arn)
    .find((one) => one.protocol === protocol && one.endpoint === endpoint);
  const confirmed = protocol === 'sqs';
  const subscription =
    same ??
    services.store.addSubscription({ topicArn: topic.arn, protocol, endpoint, confirmed, attributes });
  if (!subscription.confirmed) sendConfirmation(subscription, services);
  const shown = subscription.confirmed || form.get('ReturnSubscriptionArn') === 'true';
  return { SubscriptionArn: shown ? subscription.arn : 'pending confirmation' };
};

async function checkEndpoint(protocol: string, endpoint: string, { queues }: SnsServices): Promise<void> {
  switch (protocol) {
    case 'email':
    case 'email-json':
      if (!isEmailAddress(endpoint)) throw invalidParameter('Email address');
      return;
    case 'sqs':
      if (!(await queues.exists(endpoint))) throw invalidParameter('SQS endpoint ARN');
      return;
    default:
      throw invalidParameter(`Protocol ${protocol} is not supported by this development server`);
  }
}

/** Like SNS, takes only ASCII, and a domain with a dot. */
function isEmailAddress(text: string): boolean {
  return /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i.test(text);
}

function sendConfirmation({ endpoint, topicArn, token }: Subscription, { mailbox, url }: SnsServices): void {
  mailbox.add({
    to: endpoint,
    subject: 'AWS Notification - Subscription Confirmation',
    body: `You have chosen to subscribe to the topic:\n${topicArn}\n\nTo confirm, visit:\n${url}/_mailbox/confirm?token=${token}\n`,
  });
}
