import { readAttributes, required } from '../read-form.ts';
import { invalidParameter } from '../sns-errors.ts';
import type { SnsAction } from '../sns-services.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html; standard topics only. */
export const createTopic: SnsAction = (form, { store, region, accountId }) => {
  const name = required(form, 'Name');
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
  const arn = `arn:aws:sns:${region}:${accountId}:${name}`;
  if (!store.findTopic(arn)) store.saveTopic({ arn, attributes: readAttributes(form) });
  return { TopicArn: arn };
};

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const deleteTopic: SnsAction = (form, { store }) => {
  store.removeTopic(required(form, 'TopicArn'));
  return {};
};

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html; all on one page. */
export const listTopics: SnsAction = (_form, { store }) => ({
  Topics: { member: store.topics().map(({ arn }) => ({ TopicArn: arn })) },
});

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes: SnsAction = (form, { store, accountId }) => {
  const { arn, attributes } = store.getTopic(required(form, 'TopicArn'));
  const subscriptions = store.subscriptions(arn);
  const confirmed = subscriptions.filter((one) => one.confirmed).length;
  return attributeList({
    ...attributes,
    TopicArn: arn,
    Owner: accountId,
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(subscriptions.length - confirmed),
  });
};

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes: SnsAction = (form, { store }) => {
  const topic = store.getTopic(required(form, 'TopicArn'));
  const attributes = {
    ...topic.attributes,
    [required(form, 'AttributeName')]: form.get('AttributeValue') ?? '',
  };
  store.saveTopic({ ...topic, attributes });
  return {};
};

/** The XML of a map of attributes. */
export function attributeList(attributes: Readonly<Record<string, string>>): object {
  return { Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) } };
}
