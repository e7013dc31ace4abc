import type { QueueMessage } from '../handler.ts';

/** How long the oldest message that has been seen lately was waiting to be done. */
export interface OldestAge {
  /** The message is held from now on. */
  take(message: QueueMessage): void;
  /** It is done, or somebody else's turn. */
  letGo(message: QueueMessage): void;
  /** Of what is held, as of now; of what was let go within the last minute, as of then. 0 when there is none. */
  seconds(): number;
}

/** Seconds for which a message that was let go still counts: more than one scrape apart. */
const remembered = 60;

/** Of `now` the clock must be that of the wall, as `sentAt` is. Milliseconds. */
export function createOldestAge(now: () => number): OldestAge {
  const held = new Map<QueueMessage, number>();
  // The greatest age of each of the last seconds, however many messages came and went.
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

/** When the message could first be received, in milliseconds since 1970: a delay that we gave it is no waiting. */
export function dueTime({ sentAt, delaySeconds = 0 }: QueueMessage): number | undefined {
  return sentAt && sentAt.getTime() + delaySeconds * 1_000;
}
