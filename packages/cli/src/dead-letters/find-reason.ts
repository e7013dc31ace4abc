import { deliveryKey } from '@proofsheet/photos';
import pMap from 'p-map';
import { readOutcome } from '../photos/read-outcome.ts';
import type { Stores } from '../photos/stores.ts';
import type { QueueName } from '../queues/queue-settings.ts';
import type { Subject } from '../queues/read-subject.ts';
import { readBatch } from '../status/read-batch.ts';
import { readNotification } from '../status/read-notification.ts';
import type { DeadLetterReason } from './dead-letter.ts';

export interface FoundReason {
  readonly reason: DeadLetterReason;
  readonly lastError: string;
}

/** A message names few objects; S3 sends one. */
const concurrency = 8;

/** Says why a message is a dead letter, by what is stored of its photos: SQS keeps no error with a message. */
export async function findReason(
  queue: QueueName,
  subject: Subject,
  stores: Stores,
  signal: AbortSignal,
): Promise<FoundReason> {
  if (subject.kind === 'unreadable') return { reason: 'unreadable', lastError: subject.why ?? '' };
  if (subject.kind === 'delivery') return reasonOfDelivery(subject, stores, signal);
  if (queue === 'thumbnails') return reasonOfNotification(subject, stores, signal);
  const all = await pMap(subject.keys, (key) => readOutcome(key, stores, signal), { concurrency });
  const failure = all.find(({ status }) => status === 'failed')?.record?.outcome;
  if (all.some(({ status }) => status === 'processing'))
    return { reason: 'unfinished', lastError: inLog('worker') };
  if (failure?.status === 'failed') return { reason: 'failed', lastError: failure.reason };
  const isReady = all.some(({ status }) => status === 'ready');
  return { reason: isReady ? 'ready' : 'gone', lastError: inLog('worker') };
}

async function reasonOfDelivery(
  { group = '', batch = '' }: Subject,
  { derived }: Stores,
  signal: AbortSignal,
): Promise<FoundReason> {
  const state = await readBatch(derived, deliveryKey(group, batch), signal);
  const left = Object.entries(state?.topics ?? {}).filter(([, topic]) => topic !== 'done');
  if (state && left.length === 0) return { reason: 'notified', lastError: '' };
  const topics = left.map(([topic]) => `${topic} topic`).join(' and ');
  return {
    reason: 'refused',
    lastError: `${topics || 'a topic'} refused batch ${batch}; ${inLog('notifier')}`,
  };
}

async function reasonOfNotification(
  { keys }: Subject,
  { derived }: Stores,
  signal: AbortSignal,
): Promise<FoundReason> {
  const all = await pMap(keys, (key) => readNotification(key, derived, signal), { concurrency });
  const isDone = all.length > 0 && all.every(({ readyAt, failedAt }) => readyAt ?? failedAt);
  return { reason: isDone ? 'notified' : 'not-notified', lastError: inLog('notifier') };
}

function inLog(service: string): string {
  return `in the ${service}'s log, by the message id`;
}
