import { describeError } from './describe-error.ts';
import type { ConsumerLogger } from './logger.ts';
import type { QueueMessage } from './message.ts';

/** Small hooks for metrics. None of them can disturb the consumer: what they throw is logged. */
export interface ConsumerEvents {
  /** Received and held. `receiveCount` above 1 is a redelivery. */
  received?(message: QueueMessage): void;
  /** A receive call failed. */
  receiveFailed?(error: unknown): void;
  /** Its handler starts. */
  started?(message: QueueMessage): void;
  /** Its handler returned in time, after so many milliseconds. */
  handled?(message: QueueMessage, milliseconds: number): void;
  /** Its handler threw (RetryAfterError and UnreadableError too) or was aborted and has now ended. */
  failed?(message: QueueMessage, error: unknown, milliseconds: number): void;
  /** Its visibility timeout may have ended before it was done. */
  lost?(message: QueueMessage): void;
  /** So many messages were deleted. */
  deleted?(count: number): void;
  /** So many messages were given back, to come again at once or later. */
  returned?(count: number): void;
  /** An outage: receiving pauses. */
  paused?(): void;
  /** The outage is over. */
  resumed?(): void;
}

export type Tell = <N extends keyof ConsumerEvents>(
  name: N,
  ...args: Parameters<NonNullable<ConsumerEvents[N]>>
) => void;

/** Calls a hook if there is one, and survives what it throws. */
export function createTell(events: ConsumerEvents, logger: ConsumerLogger): Tell {
  return (name, ...args) => {
    try {
      const hook = events[name] as ((...args: unknown[]) => void) | undefined;
      hook?.apply(events, args);
    } catch (error) {
      logger.error({ hook: name, ...describeError(error) }, 'an event hook of the consumer threw');
    }
  };
}
