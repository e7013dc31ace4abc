import type { ConsumerLogger, Emit } from './consumer-options.ts';
import { type AbortCause, HandlerAbortedError, type QueueMessage } from './handler.ts';
import type { Outage } from './outage.ts';
import type { ReceivedMessage } from './sqs-port.ts';
import type { Changes } from './waits.ts';

/** A message that this process has received and not finished. No other consumer receives it before `heldUntil`. */
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
  /** Whether the handler has ended, so that only the delete or visibility change remains to be sent. */
  ended: boolean;
}

/** Margin for a write that a handler sent just before its abort, and for the interval of the watch. */
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
 * The local time until which a message is safely held. The queue starts the timeout at some time between the call and its
 * answer, so only the time *before* the call is safe. After a long poll this is up to 20 s too early. The first heartbeat,
 * which is then due at once, corrects it.
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

/** Aborts the handler of a message. Only the first cause counts. */
export function abortHandler(inFlight: InFlightMessage, why: AbortCause, time: number): void {
  if (inFlight.abortedAt !== undefined) return;
  inFlight.abortedAt = time;
  inFlight.aborter.abort(new HandlerAbortedError(why, MESSAGES[why]));
}

/** Why the handler of a message was aborted; undefined if it was not. */
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
 * Another consumer may have the message by now. Aborts the handler; from now on this process neither changes the visibility
 * nor deletes the message. The queue redelivers it.
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
    // The message may have waited to run alone, and receiving waited for it.
    changes.wake();
  };
}
