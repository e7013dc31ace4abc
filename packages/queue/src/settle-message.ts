import { type AbortCause, whyAborted } from './abort-handler.ts';
import { redeliverySeconds } from './backoff.ts';
import type { Batcher } from './batcher.ts';
import type { Tell } from './consumer-events.ts';
import { describeError } from './describe-error.ts';
import { RetryAfterError, UnreadableError } from './handler-errors.ts';
import type { HeldCall } from './held-call.ts';
import type { HeldMessage } from './held-message.ts';
import type { ConsumerLogger } from './logger.ts';
import type { LoseMessage } from './lose-message.ts';
import type { Outage } from './outage.ts';

/** How a handler ended. */
export type Outcome = { readonly returned: true } | { readonly returned: false; readonly error: unknown };

export interface SettleOptions {
  readonly deletes: Batcher<HeldCall>;
  readonly returns: Batcher<HeldCall>;
  readonly outage: Outage;
  readonly loseMessage: LoseMessage;
  readonly logger: ConsumerLogger;
  readonly tell: Tell;
  readonly now: () => number;
  readonly random: () => number;
}

/** Decides what becomes of a message once its handler has ended. The one place that asks for a delete. */
export function createSettle(options: SettleOptions): (held: HeldMessage, outcome: Outcome) => void {
  const { deletes, returns, outage, loseMessage, logger, tell, now, random } = options;

  function settle(held: HeldMessage, outcome: Outcome): void {
    // No tick of the watch may have come in time: the event loop may have stood still.
    if (now() >= held.heldUntil) loseMessage(held, 'its visibility timeout may have ended');
    held.ended = true;
    const aborted = whyAborted(held);
    const ms = now() - (held.startedAt ?? now());
    if (aborted === undefined && outcome.returned) {
      outage.succeeded();
      tell('handled', held.message, ms);
      deletes.add({ held, seconds: 0 });
      return;
    }
    // A handler that was aborted did not do all of its work for sure, even if it returned.
    const error = outcome.returned ? held.aborter.signal.reason : outcome.error;
    const seconds = aborted === undefined ? settleThrown(held, error) : settleAborted(held, aborted, error);
    if (seconds !== undefined) returns.add({ held, seconds });
    tell('failed', held.message, error, ms);
  }

  /** Returns the seconds until the message comes back. The abort itself has been counted when it happened. */
  function settleAborted(held: HeldMessage, cause: AbortCause, error: unknown): number | undefined {
    logger.warn({ ...describe(held, error), cause }, 'an aborted handler has ended');
    if (cause === 'lost') return undefined;
    return cause === 'stopping' ? 0 : redeliverySeconds(held.message.receiveCount, random);
  }

  function settleThrown(held: HeldMessage, error: unknown): number {
    if (error instanceof RetryAfterError) {
      outage.undecided();
      logger.debug({ ...describe(held, error), seconds: error.seconds }, 'message comes back as asked');
      return error.seconds;
    }
    if (error instanceof UnreadableError) {
      outage.undecided();
      const level = held.message.receiveCount === 1 ? 'error' : 'debug';
      logger[level](describe(held, error), 'unreadable message: left for the dead-letter queue');
      return 0;
    }
    const seconds = redeliverySeconds(held.message.receiveCount, random);
    const stack = error instanceof Error ? { stack: error.stack } : {};
    logger.warn({ ...describe(held, error), seconds, ...stack }, 'handler failed: message comes back');
    outage.failed(error);
    return seconds;
  }

  return settle;
}

function describe({ message }: HeldMessage, error: unknown): object {
  return { messageId: message.id, receiveCount: message.receiveCount, ...describeError(error) };
}
