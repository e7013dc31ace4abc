import { randomUUID } from 'node:crypto';
import { deliver } from '../deliver.ts';
import { readPublication } from '../read-publication.ts';
import { invalidParameter } from '../sns-errors.ts';
import type { SnsAction } from '../sns-services.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html; to topics only. Delivered before the answer. */
export const publish: SnsAction = async (form, services) => {
  const arn = form.get('TopicArn') ?? form.get('TargetArn');
  if (!arn) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = services.store.getTopic(arn);
  const publication = readPublication(form);
  const MessageId = randomUUID();
  for (const subscription of services.store.subscriptions(topic.arn)) {
    await deliver(subscription, publication, MessageId, services).catch((error: unknown) =>
      services.log(`not delivered to ${subscription.arn}: ${error}`),
    );
  }
  return { MessageId };
};
