import type { QueueMessage } from '../handler.ts';

/** The age of the oldest message that was recently in flight. */
export interface OldestAge {
  /** The message is in flight from now on. */
  take(message: QueueMessage): void;
  /** The message is no longer in flight here. */
  letGo(message: QueueMessage): void;
  /** Age in seconds: now for messages in flight, at their end for those of the last minute. 0 without messages. */
  seconds(): number;
}

/** Seconds for which a message still counts when it is no longer in flight: longer than the scrape interval. */
const remembered = 60;

/** `now` is the wall clock in milliseconds, like `sentAt`. */
export function createOldestAge(now: () => number): OldestAge {
  const held = new Map<QueueMessage, number>();
  // The maximum age in each of the last seconds: memory does not depend on the number of messages.
  const lately = Array.from({ length: remembered }, () => ({ second: 0, age: 0 }));

  function letGo(message: QueueMessage): void {
    const dueAt = held.get(message);
    if (dueAt === undefined) return;
    held.delete(message);
    const second = Math.floor(now() / 1_000);
    const slot = lately[second % remembered];
    if (slot === undefined) return;
    if (slot.second !== second) Object.assign(slot, { second, age: 0 });
    slot.age = Math.max(slot.age, now() - dueAt);
  }

  return {
    take(message) {
      const dueAt = dueTime(message);
      if (dueAt !== undefined) held.set(message, dueAt);
    },
    letGo,
    seconds() {
      const time = now();
      let oldest = 0;
      for (const dueAt of held.values()) oldest = Math.max(oldest, time - dueAt);
      for (const { second, age } of lately) {
        if (second > time / 1_000 - remembered) oldest = Math.max(oldest, age);
      }
      return oldest / 1_000;
    },
  };
}

/** When the message first became visible, in milliseconds since 1970. A requested delay does not count as waiting. */
export function dueTime({ sentAt, delaySeconds = 0 }: QueueMessage): number | undefined {
  return sentAt && sentAt.getTime() + delaySeconds * 1_000;
}
