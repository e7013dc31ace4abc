/** What a handler sees of a message. The receipt handle is missing on purpose: only the consumer deletes. */
export interface QueueMessage {
  /** The message's id, the same at every receipt. */
  readonly id: string;
  readonly body: string;
  /** How often the message has been received, this time included: 1 at the first receipt. */
  readonly receiveCount: number;
  /** When it was sent, by the queue's clock. */
  readonly sentAt: Date | undefined;
  /** For how long its sender, if it was ours, had it hidden from then on. */
  readonly delaySeconds?: number;
}

/** What a handler gets besides its message. */
export interface HandlerContext {
  /**
   * Aborted when the message may no longer be the handler's, when the handler has taken too long, and when the
   * grace of `stop()` is over. Its `reason` is a {@link HandlerAbortedError}. From then on the handler writes nothing
   * more and ends soon; its message is not deleted, whatever it returns.
   */
  readonly signal: AbortSignal;
}

/** Returns when all is done: the message is deleted. Throws: the message comes back. */
export type Handle = (message: QueueMessage, context: HandlerContext) => Promise<void>;
