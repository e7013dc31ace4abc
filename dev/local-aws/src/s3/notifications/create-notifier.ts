import type { Queues } from '../../sqs/create-queues.ts';
import type { Bucket } from '../bucket.ts';
import type { S3Exchange } from '../s3-exchange.ts';
import { matchesEvent } from './event-names.ts';
import { eventRecord, type ObjectChange } from './event-record.ts';
import type { QueueConfiguration } from './queue-configuration.ts';

/** Notifies the configured queues of a change. Returns at once; messages are sent in order. */
export type Notify = (exchange: S3Exchange, bucket: Bucket, change: ObjectChange) => void;

export interface Notifier {
  readonly notify: Notify;
  /** Settles once every message under way is sent. */
  idle(): Promise<void>;
}

export function createNotifier(options: {
  queues: Queues;
  region: string;
  log: (line: string) => void;
}): Notifier {
  const { queues, region, log } = options;
  let last: Promise<void> = Promise.resolve();
  const send = (queueArn: string, body: string) =>
    queues.send(queueArn, body).catch((error: unknown) => log(`notification not sent: ${error}`));
  return {
    notify(exchange, bucket, change) {
      for (const { id, queueArn } of bucket.settings.notifications.filter((one) => wants(one, change))) {
        const Records = [eventRecord(exchange, bucket.name, id, region, change)];
        last = last.then(() => send(queueArn, JSON.stringify({ Records })));
      }
    },
    idle: () => last,
  };
}

function wants({ events, prefix, suffix }: QueueConfiguration, { eventName, key }: ObjectChange): boolean {
  const concerned = events.some((pattern) => matchesEvent(pattern, eventName));
  return concerned && key.startsWith(prefix) && key.endsWith(suffix);
}
