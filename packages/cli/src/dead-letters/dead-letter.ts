import type { HeldMessage } from '../queues/hold-messages.ts';
import type { QueueName } from '../queues/queue-settings.ts';
import type { Subject } from '../queues/read-subject.ts';

/** Why a message is still a dead letter, by what its photo has become since. */
export const deadLetterReasons = {
  unreadable: 'no service can read it',
  unfinished: 'its photo has no outcome: each attempt failed',
  failed: 'its photo can never get a thumbnail',
  ready: 'its photo got its thumbnail since',
  gone: 'its photo was deleted',
  refused: 'a topic refused it',
  'not-notified': 'no notification of its photo was sent',
  notified: 'the notification of its photo was sent since',
} as const;
export type DeadLetterReason = keyof typeof deadLetterReasons;

/** A message that was received too often. */
export interface DeadLetter extends Omit<HeldMessage, 'receiptHandle'> {
  readonly queue: QueueName;
  readonly kind: Subject['kind'];
  /** Keys of the originals that it names. */
  readonly keys: readonly string[];
  readonly reason: DeadLetterReason;
  /** What is known of the last error. */
  readonly lastError: string;
}
