import type { MessageAttribute } from '../sqs/create-queues.ts';
import { passesFilter, readFilterPolicy } from './filter-policy.ts';
import type { Publication } from './read-publication.ts';
import type { SnsServices } from './sns-services.ts';
import type { Subscription } from './topic-store.ts';

/** Delivers a publication to one subscription, if it is confirmed and its filter matches. */
export async function deliver(
  subscription: Subscription,
  publication: Publication,
  messageId: string,
  services: SnsServices,
): Promise<void> {
  const { confirmed, protocol, endpoint, attributes } = subscription;
  const policy = attributes.FilterPolicy;
  if (!confirmed || (policy && !passesFilter(readFilterPolicy(policy), publication.attributes))) return;
  const text = publication.textFor(protocol);
  if (protocol === 'sqs') {
    const raw = attributes.RawMessageDelivery === 'true';
    const body = raw ? text : writeEnvelope(subscription, publication, messageId, services.url);
    return services.queues.send(endpoint, body, raw ? { ...publication.attributes } : undefined);
  }
  services.mailbox.add({
    to: endpoint,
    subject: publication.subject ?? 'AWS Notification Message',
    body:
      protocol === 'email'
        ? writeMail(text, subscription, services.url)
        : writeEnvelope(subscription, publication, messageId, services.url),
  });
}

function writeMail(text: string, subscription: Subscription, url: string): string {
  return `${text}\n\n--\nTo unsubscribe, visit ${unsubscribeLink(subscription, url)}\n`;
}

// https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
function writeEnvelope(
  subscription: Subscription,
  publication: Publication,
  messageId: string,
  url: string,
): string {
  const { subject, attributes } = publication;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: subscription.topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: publication.textFor(subscription.protocol),
    Timestamp: new Date().toISOString(),
    SignatureVersion: '1',
    Signature: '',
    SigningCertURL: '',
    UnsubscribeURL: unsubscribeLink(subscription, url),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: describe(attributes) }),
  });
}

function describe(attributes: Readonly<Record<string, MessageAttribute>>): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );
}

function unsubscribeLink({ token }: Subscription, url: string): string {
  return `${url}/_mailbox/unsubscribe?token=${token}`;
}
