import type { BatchState } from './read-batch.ts';
import type { FoundMessages } from './find-messages.ts';
import type { NotificationStatus } from './read-notification.ts';
import type { PhotoStatus } from './read-status.ts';

export interface StatusWithMessages extends PhotoStatus {
  readonly messages: Readonly<Record<string, FoundMessages | 'done' | 'not configured'>>;
}

/** The status of a photo for people: a line for each thing that is known. */
export function writeStatus(status: StatusWithMessages): string {
  const { original, outcome, thumbnail, variants, notification, messages } = status;
  const rows: [string, string | undefined][] = [
    ['photo', status.key],
    ['status', status.status],
    [
      'original',
      original && `${size(original)}, ETag ${original.etag}, stored ${time(original.lastModified)}`,
    ],
    ['outcome', outcome && `${describeOutcome(outcome)}, written ${time(outcome.at)}`],
    ['former outcomes', status.otherRecords > 0 ? String(status.otherRecords) : undefined],
    [
      'thumbnail',
      thumbnail &&
        `${size(thumbnail)}${thumbnail.isOfThisVersion ? '' : ', of another version of the original'}`,
    ],
    ['variants', variants.map(({ name, size: bytes }) => `${name} ${bytes} bytes`).join(', ') || undefined],
    ...describeNotification(notification).map((text): [string, string] => ['notification', text]),
    ...Object.entries(messages).map(([queue, found]): [string, string] => [queue, describeMessages(found)]),
    ['trace', status.traceId],
  ];
  return rows.map(([name, text]) => `${name.padEnd(24)}${text ?? '-'}`).join('\n');
}

function describeOutcome(outcome: NonNullable<PhotoStatus['outcome']>): string {
  if (outcome.status === 'failed') return `failed: ${outcome.reason}`;
  return `ready, ${outcome.width} x ${outcome.height} pixels`;
}

function describeNotification(notification: NotificationStatus): string[] {
  const { readyAt, failedAt, pendingSince, digestSince, claim, deliveries } = notification;
  const lines = [
    readyAt && `sent ${time(readyAt)}`,
    failedAt && `of the failure sent ${time(failedAt)}`,
    pendingSince && `pending since ${time(pendingSince)}`,
    digestSince && pendingSince && `a digest is under way since ${time(digestSince)}`,
    claim && `being sent, ${describeBatch(claim)}`,
    ...deliveries.map((batch) => `refused by a topic, ${describeBatch(batch)}`),
  ].filter((line) => line !== undefined);
  return lines.length > 0 ? lines : ['not sent'];
}

function describeBatch({ id, topics, leaseUntil }: BatchState): string {
  const states = Object.entries(topics).map(([topic, state]) => `${topic} topic ${state}`);
  return [`batch ${id}`, ...states, ...(leaseUntil ? [`lease until ${time(leaseUntil)}`] : [])].join(', ');
}

function describeMessages(found: FoundMessages | 'done' | 'not configured'): string {
  if (found === 'done') return 'not looked at: the work is done';
  if (found === 'not configured') return 'not looked at: its URL is not set';
  const { lookedAt, messages } = found;
  if (messages.length === 0) return `none in the ${lookedAt} messages looked at`;
  return messages
    .map(
      ({ kind, id, receives, sentAt }) => `${kind} ${id}, sent ${sentAt ?? '?'}, received ${receives} times`,
    )
    .join('; ');
}

function size({
  size: bytes,
  contentType,
}: {
  readonly size: number;
  readonly contentType: string | undefined;
}) {
  return `${bytes} bytes, ${contentType ?? 'no content type'}`;
}

function time(at: Date): string {
  return at.toISOString();
}
