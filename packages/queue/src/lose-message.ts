import { abortHandler, whyAborted } from './abort-handler.ts';
import type { Tell } from './consumer-events.ts';
import type { HeldMessage } from './held-message.ts';
import type { ConsumerLogger } from './logger.ts';
import type { Outage } from './outage.ts';

export type LoseMessage = (held: HeldMessage, how: string) => void;

/**
 * A message may be with somebody else by now: its handler is aborted, and we neither delete it nor change its
 * visibility any more. It comes back by itself.
 */
export function createLoseMessage(outage: Outage, logger: ConsumerLogger, tell: Tell): LoseMessage {
  return (held, how) => {
    if (held.ended || whyAborted(held) !== undefined) return;
    abortHandler(held, 'lost');
    const { id, receiveCount } = held.message;
    logger.warn({ messageId: id, receiveCount, how }, 'message lost: it comes back by itself');
    tell('lost', held.message);
    if (held.startedAt === undefined) outage.undecided();
    else outage.failed(held.aborter.signal.reason);
  };
}
