import { abortHandler, whyAborted } from './abort-handler.ts';
import type { Changes } from './changes.ts';
import type { Tell } from './consumer-events.ts';
import type { HeldMessage } from './held-message.ts';
import type { ConsumerLogger } from './logger.ts';
import type { Outage } from './outage.ts';

export interface LoseMessageOptions {
  readonly outage: Outage;
  readonly changes: Changes;
  readonly logger: ConsumerLogger;
  readonly tell: Tell;
}

export type LoseMessage = (held: HeldMessage, how: string) => void;

/**
 * A message may be with somebody else by now: its handler is aborted, and we neither delete it nor change its
 * visibility any more. It comes back by itself.
 */
export function createLoseMessage(options: LoseMessageOptions): LoseMessage {
  const { outage, changes, logger, tell } = options;
  return (held, how) => {
    if (held.ended || whyAborted(held) !== undefined) return;
    abortHandler(held, 'lost');
    const { id, receiveCount } = held.message;
    logger.warn({ messageId: id, receiveCount, how }, 'message lost: it comes back by itself');
    tell('lost', held.message);
    if (held.startedAt === undefined) outage.undecided();
    else outage.failed(held.aborter.signal.reason);
    // It may have been the one that waited to run alone, for whose sake nothing is received.
    changes.announce();
  };
}
