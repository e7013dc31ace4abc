import type { QueueMessage } from './message.ts';
import type { ReceivedMessage } from './sqs-port.ts';

/** A message in flight that is ours: nobody else can receive it before `heldUntil`. */
export interface HeldMessage {
  readonly message: QueueMessage;
  readonly receiptHandle: string;
  readonly aborter: AbortController;
  /** Local monotonic milliseconds; see {@link holdUntil}. */
  heldUntil: number;
  /** Local monotonic milliseconds; undefined while it waits for its turn. */
  startedAt: number | undefined;
  /** Its handler has ended: only its delete or its return is still to come. */
  ended: boolean;
}

/** Room for a write that a handler sent just before it was aborted, and for the ticks of the watch. */
const LONGEST_MARGIN_MS = 5_000;

/** How long a message is safely ours after a call that set its visibility timeout: a tenth less than the timeout. */
export function holdMs(visibilitySeconds: number): number {
  const visibilityMs = visibilitySeconds * 1_000;
  return visibilityMs - Math.min(LONGEST_MARGIN_MS, visibilityMs / 10);
}

/**
 * The local time until which a message is safely ours. The queue starts the timeout somewhere between the call and
 * its answer, so only the time *before* the call is safe. After a long poll that is up to 20 s too careful, which
 * the first heartbeat, then due at once, puts right.
 */
export function holdUntil(beforeCall: number, visibilitySeconds: number): number {
  return beforeCall + holdMs(visibilitySeconds);
}

export function holdMessage(received: ReceivedMessage, heldUntil: number): HeldMessage {
  const { message, receiptHandle } = received;
  const aborter = new AbortController();
  return { message, receiptHandle, aborter, heldUntil, startedAt: undefined, ended: false };
}
