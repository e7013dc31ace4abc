/** A message as handlers see it. It has no receipt handle on purpose: only the consumer deletes messages. */
export interface QueueMessage {
  /** The message's id, the same at every receive. */
  readonly id: string;
  readonly body: string;
  /** How often the message has been received, this time included: 1 at the first receive. */
  readonly receiveCount: number;
  /** When it was sent, by the queue's clock. */
  readonly sentAt: Date | undefined;
  /** Seconds by which the sender delayed the message, if the sender was one of our services. */
  readonly delaySeconds?: number;
}

/** Further arguments of a handler. */
export interface HandlerContext {
  /**
   * Aborted when the message may be visible to other consumers again, when the handler takes too long, and when the
   * grace of `stop()` is over. Its `reason` is a {@link HandlerAbortedError}. The handler must then stop writing and
   * end soon; its message is not deleted, whatever the handler returns.
   */
  readonly signal: AbortSignal;
  /** Whether this process handles no other message meanwhile, as from the third receive on. */
  readonly alone: boolean;
  /**
   * Call this right before each write. A timer aborts `signal`, and timers are late after the process was frozen.
   * @throws HandlerAbortedError when the message may be visible to other consumers again, by the clock.
   */
  readonly assertInFlight: () => void;
}

/** If it returns, the message is deleted. If it throws, the message is redelivered. */
export type Handle = (message: QueueMessage, context: HandlerContext) => Promise<void>;

/** `lost`: the visibility timeout may have ended. `late`: longer than `handlerSeconds`. `stopping`: the grace is over. */
export type AbortCause = 'lost' | 'late' | 'stopping';

/** The `reason` of a handler's signal. */
export class HandlerAbortedError extends Error {
  override readonly name = 'HandlerAbortedError';
  readonly why: AbortCause;

  constructor(why: AbortCause, message: string) {
    super(message);
    this.why = why;
  }
}

/** SQS allows 12 hours from the receive on; one of them is left for the handler itself. Seconds. */
const MAX_RETRY_SECONDS = 11 * 3600;

/** A handler throws this to have its message redelivered after some time. It does not count as a failure. */
export class RetryAfterError extends Error {
  override readonly name = 'RetryAfterError';
  /** Whole seconds. */
  readonly seconds: number;

  /**
   * @param seconds rounded up, and kept between 0 and 11 hours
   * @param message why, for the log
   * @throws RangeError when `seconds` is NaN
   */
  constructor(seconds: number, message = `retry after ${seconds} s`) {
    super(message);
    if (Number.isNaN(seconds)) throw new RangeError('RetryAfterError needs a number of seconds');
    this.seconds = Math.min(MAX_RETRY_SECONDS, Math.max(0, Math.ceil(seconds)));
  }
}

/**
 * A handler throws this for a message that it cannot parse. The message is made visible at once instead of deleted, so that
 * `maxReceiveCount` soon moves it to the dead-letter queue, where a person can inspect it.
 */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}
