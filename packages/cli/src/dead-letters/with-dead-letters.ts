import type { SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { Stores } from '../photos/stores.ts';
import { type HeldMessage, holdMessages } from '../queues/hold-messages.ts';
import type { QueueName } from '../queues/queue-settings.ts';
import { readSubject } from '../queues/read-subject.ts';
import type { DeadLetter, DeadLetterReason } from './dead-letter.ts';
import { findReason } from './find-reason.ts';

export interface DeadLetterQueue {
  readonly sqs: SQSClient;
  readonly queue: QueueName;
  readonly url: string;
  readonly stores: Stores;
  readonly signal: AbortSignal;
}

/** Photos looked up at a time. */
const concurrency = 8;

/**
 * Reads up to `max` dead letters, of one reason if it is given, and makes them visible again after the work, except
 * those that it deletes.
 */
export async function withDeadLetters<T>(
  { sqs, queue, url, stores, signal }: DeadLetterQueue,
  { max, reason }: { readonly max: number; readonly reason?: DeadLetterReason | undefined },
  work: (
    letters: readonly { letter: DeadLetter; message: HeldMessage }[],
    deleted: (message: HeldMessage) => void,
  ) => Promise<T>,
): Promise<T> {
  return holdMessages(sqs, url, { max, signal }, async (messages, deleted) => {
    const read = async (message: HeldMessage) => {
      const subject = readSubject(message.body);
      const { kind, keys } = subject;
      const { receiptHandle: _, ...shown } = message;
      const found = await findReason(queue, subject, stores, signal);
      return { message, letter: { ...shown, queue, kind, keys, ...found } };
    };
    const letters = await pMap(messages, read, { concurrency });
    return work(
      letters.filter(({ letter }) => reason === undefined || letter.reason === reason),
      deleted,
    );
  });
}
