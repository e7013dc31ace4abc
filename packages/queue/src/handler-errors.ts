/** SQS counts 12 hours from the receipt; the hour less is for what the handler took itself. */
const LONGEST_RETRY_SECONDS = 11 * 3600;

/** A handler throws it to have its message come back after so long. It is not a failure of anything around it. */
export class RetryAfterError extends Error {
  override readonly name = 'RetryAfterError';
  /** Whole seconds. */
  readonly seconds: number;

  /**
   * @param seconds rounded up, and kept between 0 and 11 hours
   * @param message why, for the log
   * @throws RangeError when `seconds` is NaN
   */
  constructor(seconds: number, message = `come back after ${seconds} s`) {
    super(message);
    if (Number.isNaN(seconds)) throw new RangeError('RetryAfterError needs a number of seconds');
    this.seconds = Math.min(LONGEST_RETRY_SECONDS, Math.max(0, Math.ceil(seconds)));
  }
}

/**
 * A handler throws it for a message that is nothing it knows. The message is never deleted: it comes back at once,
 * so that `maxReceiveCount` soon moves it to the dead-letter queue, where a person can look at it.
 */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}
