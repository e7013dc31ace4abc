import { abortHandler, whyAborted } from './abort-handler.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { HeldMessage } from './held-message.ts';
import type { ConsumerLogger } from './logger.ts';
import type { LoseMessage } from './lose-message.ts';
import type { Outage } from './outage.ts';
import type { Slots } from './slots.ts';

export interface WatchOptions {
  readonly slots: Slots;
  readonly heartbeat: Heartbeat;
  readonly outage: Outage;
  readonly loseMessage: LoseMessage;
  readonly handlerSeconds: number;
  readonly logger: ConsumerLogger;
  readonly now: () => number;
}

/**
 * Returns what the consumer's one timer calls: it aborts the handlers whose message may not be theirs any more or
 * who have taken too long, and keeps the others' messages in flight.
 */
export function createWatch(options: WatchOptions): () => void {
  const { slots, heartbeat, outage, loseMessage, handlerSeconds, logger, now } = options;
  const handlerMs = handlerSeconds * 1_000;

  function check(held: HeldMessage, time: number): void {
    if (time >= held.heldUntil) loseMessage(held, 'its visibility timeout may have ended');
    else if (held.startedAt !== undefined && time - held.startedAt >= handlerMs) abortLate(held);
  }

  function abortLate(held: HeldMessage): void {
    abortHandler(held, 'late');
    const { id, receiveCount } = held.message;
    logger.warn({ messageId: id, receiveCount, handlerSeconds }, 'handler takes too long: aborted');
    outage.failed(held.aborter.signal.reason);
  }

  return () => {
    const time = now();
    const held = [...slots.running(), ...slots.waiting()].filter((each) => whyAborted(each) === undefined);
    for (const each of held) check(each, time);
    // The message of an aborted handler is let go: it shall come back even if the handler never ends.
    heartbeat.beatIfDue(held.filter((each) => whyAborted(each) === undefined));
  };
}
