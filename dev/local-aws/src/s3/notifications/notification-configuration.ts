import { randomUUID } from 'node:crypto';
import { childrenOf, malformedXml, textOf, type XmlNode } from '../../http/xml.ts';
import { answerEmpty, answerXml } from '../answer.ts';
import { readXmlBody } from '../bucket/read-xml-body.ts';
import { invalidArgument, notImplemented } from '../s3-errors.ts';
import type { S3Operation, S3Services } from '../s3-services.ts';
import { checkOverlaps } from './check-overlaps.ts';
import { checkEventNames } from './event-names.ts';
import type { QueueConfiguration } from './queue-configuration.ts';
import { testEvent } from './test-event.ts';

const ROOT = 'NotificationConfiguration';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html; queues only. */
export const putNotifications: S3Operation = async (exchange, services) => {
  const bucket = services.buckets.get(exchange.bucketName);
  const document = await readXmlBody(exchange, ROOT);
  for (const other of ['TopicConfiguration', 'CloudFunctionConfiguration', 'EventBridgeConfiguration']) {
    if (childrenOf(document, other).length > 0) throw notImplemented(other);
  }
  const notifications = childrenOf(document, 'QueueConfiguration').map(readConfiguration);
  checkOverlaps(notifications);
  await checkQueues(notifications, services);
  for (const { queueArn } of notifications) await services.queues.send(queueArn, testEvent(exchange));
  services.buckets.changeSettings(bucket, { notifications });
  answerEmpty(exchange, 200);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getNotifications: S3Operation = (exchange, { buckets }) => {
  const { notifications } = buckets.get(exchange.bucketName).settings;
  answerXml(exchange, ROOT, { QueueConfiguration: notifications.map(writeConfiguration) });
};

function readConfiguration(node: XmlNode): QueueConfiguration {
  const events = childrenOf(node, 'Event').filter((event) => typeof event === 'string');
  const queueArn = textOf(node, 'Queue');
  if (!queueArn || events.length === 0) throw malformedXml();
  checkEventNames(events);
  const [filter] = childrenOf(node, 'Filter');
  const [s3Key] = childrenOf(filter, 'S3Key');
  const rules = new Map(
    childrenOf(s3Key, 'FilterRule').map((rule) => [
      (textOf(rule, 'Name') ?? '').toLowerCase(),
      textOf(rule, 'Value') ?? '',
    ]),
  );
  const id = textOf(node, 'Id') || randomUUID();
  return { id, queueArn, events, prefix: rules.get('prefix') ?? '', suffix: rules.get('suffix') ?? '' };
}

async function checkQueues(
  configurations: readonly QueueConfiguration[],
  { queues }: S3Services,
): Promise<void> {
  for (const { queueArn } of configurations) {
    if (await queues.exists(queueArn)) continue;
    const message = 'Unable to validate the following destination configurations';
    throw invalidArgument(message, queueArn, 'The destination queue does not exist');
  }
}

function writeConfiguration({ id, queueArn, events, prefix, suffix }: QueueConfiguration): object {
  const rules = [
    { Name: 'Prefix', Value: prefix },
    { Name: 'Suffix', Value: suffix },
  ].filter(({ Value }) => Value !== '');
  const filter = rules.length > 0 && { Filter: { S3Key: { FilterRule: rules } } };
  return { Id: id, Queue: queueArn, Event: events, ...filter };
}
