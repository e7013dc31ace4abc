import type { Mailbox } from '../mailbox/create-mailbox.ts';
import type { Queues } from '../sqs/create-queues.ts';
import type { TopicStore } from './topic-store.ts';

/** Dependencies of SNS actions. */
export interface SnsServices {
  readonly region: string;
  readonly accountId: string;
  /** Base URL of the links in emails. */
  readonly url: string;
  readonly store: TopicStore;
  readonly mailbox: Mailbox;
  readonly queues: Queues;
  readonly log: (line: string) => void;
}

/** One SNS action: its result as XML elements, or an AwsError. */
export type SnsAction = (form: URLSearchParams, services: SnsServices) => object | Promise<object>;
