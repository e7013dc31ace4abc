import type { SQSClient } from '@aws-sdk/client-sqs';
import { notificationGroup } from '@proofsheet/photos';
import { holdMessages } from '../queues/hold-messages.ts';
import { readSubject, type Subject } from '../queues/read-subject.ts';

/** A message about a photo. */
export interface PhotoMessage {
  readonly id: string;
  readonly kind: Subject['kind'];
  readonly sentAt: string | undefined;
  readonly firstReceivedAt: string | undefined;
  readonly receives: number;
}

/** What was found in one queue. */
export interface FoundMessages {
  /** Messages that were looked at. */
  readonly lookedAt: number;
  readonly messages: readonly PhotoMessage[];
}

export interface FindOptions {
  /** Most messages to look at. */
  readonly max: number;
  /** Whether one message about the photo is enough. */
  readonly firstOnly: boolean;
  readonly signal: AbortSignal;
}

/** Looks for messages about a photo, and makes all visible again. Each look counts as a receive. */
export async function findMessages(
  sqs: SQSClient,
  url: string,
  key: string,
  { max, firstOnly, signal }: FindOptions,
): Promise<FoundMessages> {
  const group = notificationGroup(key);
  const isAbout = ({ body }: { readonly body: string }) => {
    const subject = readSubject(body);
    return subject.keys.includes(key) || subject.group === group;
  };
  const options = { max, signal, ...(firstOnly && { isLast: isAbout }) };
  return holdMessages(sqs, url, options, async (all) => ({
    lookedAt: all.length,
    messages: all.filter(isAbout).map(({ body, receiptHandle: _, ...message }) => ({
      ...message,
      kind: readSubject(body).kind,
    })),
  }));
}
