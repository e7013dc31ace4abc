import { describeError } from '@proofsheet/runtime/metrics';
import type { ConsumerLogger, Emit } from './consumer-options.ts';
import { type AbortCause, type Handle, RetryAfterError, UnreadableError } from './handler.ts';
import type { ExpireMessage } from './in-flight-message.ts';
import { type InFlightMessage, whyAborted } from './in-flight-message.ts';
import type { Batcher, MessageCall } from './message-batches.ts';
import type { Outage } from './outage.ts';
import { runsAlone } from './slots.ts';
import { redeliverySeconds } from './waits.ts';

/** How a handler ended. */
type Outcome = { readonly returned: true } | { readonly returned: false; readonly error: unknown };

export interface RunHandlerOptions {
  readonly handle: Handle;
  readonly deletes: Batcher<MessageCall>;
  readonly visibilityChanges: Batcher<MessageCall>;
  readonly outage: Outage;
  readonly expireMessage: ExpireMessage;
  readonly logger: ConsumerLogger;
  readonly emit: Emit;
  readonly now: () => number;
  readonly random: () => number;
  readonly closed: AbortSignal;
}

/**
 * Runs the handler of one message to its end, then deletes the message or returns it to the queue. Only this function
 * requests deletes. Never rejects, whatever the handler throws.
 */
export function createRunHandler(options: RunHandlerOptions): (inFlight: InFlightMessage) => Promise<void> {
  const { handle, deletes, visibilityChanges, outage, expireMessage, logger, emit, now, random } = options;

  async function run(inFlight: InFlightMessage): Promise<Outcome> {
    const { signal } = inFlight.aborter;
    const assertInFlight = () => {
      if (now() >= inFlight.heldUntil) expireMessage(inFlight, 'the visibility timeout may have ended');
      signal.throwIfAborted();
    };
    try {
      await handle(inFlight.message, { signal, alone: runsAlone(inFlight), assertInFlight });
      return { returned: true };
    } catch (error) {
      return { returned: false, error };
    }
  }

  function settle(inFlight: InFlightMessage, outcome: Outcome): void {
    // If the event loop was blocked, the watch may not have run in time.
    if (now() >= inFlight.heldUntil) expireMessage(inFlight, 'the visibility timeout may have ended');
    inFlight.ended = true;
    const aborted = whyAborted(inFlight);
    const ms = now() - (inFlight.startedAt ?? now());
    if (aborted === undefined && outcome.returned) {
      outage.succeeded();
      emit('handled', inFlight.message, ms);
      deletes.add({ inFlight, seconds: 0 });
      return;
    }
    // A handler that was aborted may have left work undone, even if it returned.
    const error = outcome.returned ? inFlight.aborter.signal.reason : outcome.error;
    const seconds =
      aborted === undefined ? settleThrown(inFlight, error) : settleAborted(inFlight, aborted, error);
    if (seconds !== undefined) visibilityChanges.add({ inFlight, seconds });
    emit('failed', inFlight.message, error, ms);
  }

  /** Returns the seconds until the message is redelivered. */
  function settleAborted(inFlight: InFlightMessage, cause: AbortCause, error: unknown): number | undefined {
    outage.undecided();
    logger.warn({ ...describe(inFlight, error), cause }, 'aborted handler ended');
    if (cause === 'lost') return undefined;
    return cause === 'stopping' ? 0 : redeliverySeconds(inFlight.message.receiveCount, random);
  }

  function settleThrown(inFlight: InFlightMessage, error: unknown): number {
    const { receiveCount } = inFlight.message;
    if (error instanceof RetryAfterError) {
      outage.undecided();
      logger.debug({ ...describe(inFlight, error), seconds: error.seconds }, 'handler asked for a retry');
      return error.seconds;
    }
    if (error instanceof UnreadableError) {
      outage.undecided();
      const level = receiveCount === 1 ? 'error' : 'debug';
      logger[level](describe(inFlight, error), 'message unreadable: left for the dead-letter queue');
      return 0;
    }
    const seconds = redeliverySeconds(receiveCount, random);
    const stack = error instanceof Error ? { stack: error.stack } : {};
    logger.warn(
      { ...describe(inFlight, error), seconds, ...stack },
      'handler failed: message will be redelivered',
    );
    outage.failed(error);
    return seconds;
  }

  return async (inFlight) => {
    if (now() >= inFlight.heldUntil) {
      return expireMessage(inFlight, 'the visibility timeout may have ended before its turn');
    }
    inFlight.startedAt = now();
    emit('started', inFlight.message);
    const outcome = await run(inFlight);
    // The handler ran longer than the consumer: the queue redelivers its message.
    if (!options.closed.aborted) settle(inFlight, outcome);
  };
}

function describe({ message }: InFlightMessage, error: unknown): object {
  return { messageId: message.id, receiveCount: message.receiveCount, ...describeError(error) };
}
