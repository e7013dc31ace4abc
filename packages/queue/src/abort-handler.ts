import type { HeldMessage } from './held-message.ts';

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

const MESSAGES: Readonly<Record<AbortCause, string>> = {
  lost: 'the visibility timeout may have ended: the message may be with somebody else',
  late: 'the handler took longer than it may',
  stopping: 'the consumer stops and its grace is over',
};

/** Tells the handler of a message to end. Only the first cause counts. */
export function abortHandler(held: HeldMessage, why: AbortCause): void {
  held.aborter.abort(new HandlerAbortedError(why, MESSAGES[why]));
}

/** Why the handler of a message was aborted, undefined when it was not. */
export function whyAborted(held: HeldMessage): AbortCause | undefined {
  const { reason } = held.aborter.signal;
  return reason instanceof HandlerAbortedError ? reason.why : undefined;
}
