import { required } from '../read-form.ts';
import { invalidParameter } from '../sns-errors.ts';
import type { SnsAction } from '../sns-services.ts';
import type { Subscription } from '../topic-store.ts';
import { checkSubscriptionAttribute } from './check-subscription-attribute.ts';
import { attributeList } from './topic-actions.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const confirmSubscription: SnsAction = (form, { store }) => {
  const subscription = store.findByToken(required(form, 'Token'));
  if (subscription?.topicArn !== required(form, 'TopicArn')) throw invalidParameter('Token');
  store.saveSubscription({ ...subscription, confirmed: true });
  return { SubscriptionArn: subscription.arn };
};

/**
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html; one that is unknown is no error.
 * @throws InvalidParameter (400) for one that is pending: SNS removes those itself after 48 hours.
 */
export const unsubscribe: SnsAction = (form, { store }) => {
  const arn = required(form, 'SubscriptionArn');
  const subscription = store.subscriptions().find((one) => one.arn === arn);
  if (subscription && !subscription.confirmed) {
    throw invalidParameter('SubscriptionArn Reason: the subscription is pending confirmation');
  }
  store.removeSubscription(arn);
  return {};
};

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html; all on one page. */
export const listSubscriptions: SnsAction = (_form, { store, accountId }) =>
  subscriptionList(store.subscriptions(), accountId);

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html; all on one page. */
export const listSubscriptionsByTopic: SnsAction = (form, { store, accountId }) =>
  subscriptionList(store.subscriptions(store.getTopic(required(form, 'TopicArn')).arn), accountId);

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes: SnsAction = (form, { store, accountId }) => {
  const subscription = store.getSubscription(required(form, 'SubscriptionArn'));
  const { arn, topicArn, protocol, endpoint, confirmed, attributes } = subscription;
  return attributeList({
    RawMessageDelivery: 'false',
    ...attributes,
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Owner: accountId,
    PendingConfirmation: String(!confirmed),
  });
};

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes: SnsAction = (form, { store }) => {
  const subscription = store.getSubscription(required(form, 'SubscriptionArn'));
  const name = required(form, 'AttributeName');
  const value = form.get('AttributeValue') ?? '';
  checkSubscriptionAttribute(name, value);
  store.saveSubscription({ ...subscription, attributes: { ...subscription.attributes, [name]: value } });
  return {};
};

function subscriptionList(subscriptions: readonly Subscription[], accountId: string): object {
  const member = subscriptions.map(({ arn, topicArn, protocol, endpoint, confirmed }) => ({
    SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    Owner: accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
  return { Subscriptions: { member } };
}
