import type { SQSClient } from '@aws-sdk/client-sqs';
import { type QueueName, queueNames, queueSettings } from '../queues/queue-settings.ts';
import { type FoundMessages, findMessages } from './find-messages.ts';
import type { PhotoStatus } from './read-status.ts';

/** Most messages to look at in a source queue: each look is a receive, and too many receives make a dead letter. */
const maxInSource = 10;
const maxInDeadLetters = 100;

type QueueSetting = (typeof queueSettings)[QueueName]['source' | 'deadLetters'];
export const queueUrlSettings: readonly QueueSetting[] = queueNames.flatMap((name) => [
  queueSettings[name].source,
  queueSettings[name].deadLetters,
]);

/**
 * Looks for messages about the photo in each queue whose URL is given. A source queue is left alone when its work
 * for the photo is done.
 */
export async function lookInQueues(
  sqs: SQSClient,
  urls: Partial<Readonly<Record<QueueSetting, string>>>,
  status: PhotoStatus,
  signal: AbortSignal,
): Promise<Record<string, FoundMessages | 'done' | 'not configured'>> {
  const isWaitedFor = {
    originals: status.status === 'processing' || status.otherRecords > 0,
    thumbnails: !isNotified(status),
  };
  const look = async (name: QueueName, place: 'source' | 'deadLetters') => {
    const url = urls[queueSettings[name][place]];
    if (url === undefined) return 'not configured';
    if (place === 'deadLetters')
      return findMessages(sqs, url, status.key, { max: maxInDeadLetters, firstOnly: false, signal });
    if (!isWaitedFor[name]) return 'done';
    return findMessages(sqs, url, status.key, { max: maxInSource, firstOnly: true, signal });
  };
  const found = queueNames.flatMap((name) => [
    (async () => [name, await look(name, 'source')] as const)(),
    (async () => [`${name} dead letters`, await look(name, 'deadLetters')] as const)(),
  ]);
  return Object.fromEntries(await Promise.all(found));
}

function isNotified({ status, notification }: PhotoStatus): boolean {
  if (status === 'ready') return notification.readyAt !== undefined;
  if (status === 'failed') return notification.failedAt !== undefined;
  return status === 'gone';
}
