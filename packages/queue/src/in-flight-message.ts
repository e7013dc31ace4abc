import type { ConsumerLogger, Emit } from './consumer-options.ts';
import { type AbortCause, HandlerAbortedError, type QueueMessage } from './handler.ts';
import type { Outage } from './outage.ts';
import type { ReceivedMessage } from './sqs-port.ts';
import type { Changes } from './waits.ts';

/** A message that this process has received and not finished with. No other consumer gets it before `heldUntil`. */
export interface InFlightMessage {
  readonly message: QueueMessage;
  readonly receiptHandle: string;
  readonly aborter: AbortController;
  /** Local monotonic milliseconds; see {@link holdUntil}. */
  heldUntil: number;
  /** Local monotonic milliseconds; undefined while it waits for its turn. */
  startedAt: number | undefined;
  /** Local monotonic milliseconds; undefined while its handler has not been aborted. */
  abortedAt: number | undefined;
  /** Its handler has ended: only its delete or visibility change is still to be sent. */
  ended: boolean;
}

/** Room for a write that a handler sent just before it was aborted, and for the ticks of the watch. */
const MAX_MARGIN_MS = 5_000;

const MESSAGES: Readonly<Record<AbortCause, string>> = {
  lost: 'the visibility timeout may have ended: another consumer may have the message',
  late: 'the handler took longer than allowed',
  stopping: 'the consumer is stopping and its grace is over',
};

/** Milliseconds a message is safely held after a call that set its visibility timeout: a tenth less than the timeout. */
export function holdMs(visibilitySeconds: number): number {
  const visibilityMs = visibilitySeconds * 1_000;
  return visibilityMs - Math.min(MAX_MARGIN_MS, visibilityMs / 10);
}

/**
 * The local time until which a message is safely held. The queue starts the timeout somewhere between the call and
 * its answer, so only the time *before* the call is safe. After a long poll that is up to 20 s too careful, which
 * the first heartbeat, then due at once, corrects.
 */
export function holdUntil(beforeCall: number, visibilitySeconds: number): number {
  return beforeCall + holdMs(visibilitySeconds);
}

export function createInFlightMessage(received: ReceivedMessage, heldUntil: number): InFlightMessage {
  const { message, receiptHandle } = received;
  const aborter = new AbortController();
  const times = { heldUntil, startedAt: undefined, abortedAt: undefined };
  return { message, receiptHandle, aborter, ...times, ended: false };
}

/** Tells the handler of a message to end. Only the first cause counts. */
export function abortHandler(inFlight: InFlightMessage, why: AbortCause, time: number): void {
  if (inFlight.abortedAt !== undefined) return;
  inFlight.abortedAt = time;
  inFlight.aborter.abort(new HandlerAbortedError(why, MESSAGES[why]));
}

/** Why the handler of a message was aborted, undefined when it was not. */
export function whyAborted(inFlight: InFlightMessage): AbortCause | undefined {
  const { reason } = inFlight.aborter.signal;
  return reason instanceof HandlerAbortedError ? reason.why : undefined;
}

export interface ExpireMessageOptions {
  readonly outage: Outage;
  readonly changes: Changes;
  readonly logger: ConsumerLogger;
  readonly emit: Emit;
  readonly now: () => number;
}

export type ExpireMessage = (inFlight: InFlightMessage, how: string) => void;

/**
 * Another consumer may have the message by now: its handler is aborted, and its visibility is neither changed nor the
 * message deleted any more. The queue redelivers it.
 */
export function createExpireMessage(options: ExpireMessageOptions): ExpireMessage {
  const { outage, changes, logger, emit, now } = options;
  return (inFlight, how) => {
    if (inFlight.ended || inFlight.abortedAt !== undefined) return;
    abortHandler(inFlight, 'lost', now());
    const { id, receiveCount } = inFlight.message;
    logger.warn({ messageId: id, receiveCount, how }, 'message expired: it will be redelivered');
    emit('lost', inFlight.message);
    outage.undecided();
    // It may have been the one that waited to run alone, for which nothing else is received.
    changes.announce();
  };
}
