import type { PublishedMessage } from './subscribe-queue.ts';

export interface Double {
  readonly key: string;
  /**
   * The documented window: each of its messages but one was accepted by SNS, and whoever published it never came to say
   * that its photos are recorded. Where no handler failed, only death can be why.
   */
  readonly explained: boolean;
  /**
   * From the acceptance of such a message to the nearest kill, in milliseconds; below zero where the message was on its
   * way when its sender died.
   */
  readonly killedAfterMs: readonly number[];
}

/** Photos that were in more than one message. `recorded` holds the ids of the messages whose photos are recorded. */
export function findDoubles(
  published: readonly PublishedMessage[],
  recorded: ReadonlySet<string>,
  kills: readonly Date[],
): Double[] {
  const messagesOf = new Map<string, PublishedMessage[]>();
  for (const message of published) {
    for (const { key } of message.photos) messagesOf.set(key, [...(messagesOf.get(key) ?? []), message]);
  }
  const doubles = [...messagesOf].filter(([, messages]) => messages.length > 1);
  return doubles.map(([key, messages]) => {
    const unrecorded = messages.filter(({ id }) => !recorded.has(id));
    return {
      key,
      explained: unrecorded.length === messages.length - 1,
      killedAfterMs: unrecorded.map((message) => msToKill(message, kills)),
    };
  });
}

function msToKill({ at }: PublishedMessage, kills: readonly Date[]): number {
  const all = kills.map((kill) => kill.getTime() - at.getTime());
  return all.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a), Number.POSITIVE_INFINITY);
}
