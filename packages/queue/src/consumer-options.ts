import { describeError } from '@proofsheet/runtime/metrics';
import type { Handle, QueueMessage } from './handler.ts';
import type { SqsPort } from './sqs-port.ts';

type Log = (fields: object, text: string) => void;

/** The part of a logger that the consumer uses; pino fits. */
export interface ConsumerLogger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
}

/** Hooks for metrics. An error that a hook throws is logged and otherwise ignored. */
export interface ConsumerEvents {
  /** A message was received. `receiveCount` above 1 is a redelivery. */
  received?(message: QueueMessage): void;
  /** A receive call failed. */
  receiveFailed?(error: unknown): void;
  /** Its handler starts. */
  started?(message: QueueMessage): void;
  /** The handler returned in time, after `ms` milliseconds. */
  handled?(message: QueueMessage, milliseconds: number): void;
  /** The handler threw (RetryAfterError and UnreadableError too), or was aborted and has now ended. */
  failed?(message: QueueMessage, error: unknown, milliseconds: number): void;
  /** Its visibility timeout may have ended before its handler did. */
  lost?(message: QueueMessage): void;
  /** Messages were deleted. */
  deleted?(count: number): void;
  /** Messages were returned to the queue, to be redelivered at once or later. */
  returned?(count: number): void;
  /** An outage: receiving pauses. */
  paused?(): void;
  /** The outage is over. */
  resumed?(): void;
}

export type Emit = <N extends keyof ConsumerEvents>(
  name: N,
  ...args: Parameters<NonNullable<ConsumerEvents[N]>>
) => void;

/** Calls a hook if there is one. Errors of the hook are only logged. */
export function createEmit(events: ConsumerEvents, logger: ConsumerLogger): Emit {
  return (name, ...args) => {
    try {
      const hook = events[name] as ((...args: unknown[]) => void) | undefined;
      hook?.apply(events, args);
    } catch (error) {
      logger.error({ hook: name, ...describeError(error) }, 'event hook failed');
    }
  };
}

export interface ConsumerOptions {
  readonly sqs: SqsPort;
  readonly handle: Handle;
  readonly logger: ConsumerLogger;
  readonly events?: ConsumerEvents;
  /** Handlers at a time. */
  readonly concurrency: number;
  /**
   * The visibility timeout: how soon a message is redelivered after its process died. At least 10 s more than the long
   * poll, at most 12 hours.
   */
  readonly visibilitySeconds: number;
  /** A handler is aborted after this time. With 15 minutes of redelivery delay it stays within SQS's 12 hours. */
  readonly handlerSeconds: number;
  /** A handler that has not ended this long after its abort is stuck. Default 60. */
  readonly stuckSeconds?: number;
  /**
   * Called once, when a handler is stuck. Its slot and memory stay in use, and messages that must run alone wait for it. The
   * process should exit, so that its other messages are redelivered elsewhere.
   */
  readonly onStuck?: (message: QueueMessage) => void;
  /** Length of the long poll, 0 to 20. Default 20. */
  readonly waitSeconds?: number;
  /**
   * How long `stop()` waits for handlers and the long poll: more than `waitSeconds` and `handlerSeconds`. `stop()` itself
   * takes at most 7 s longer.
   */
  readonly graceSeconds: number;
  /** How long the first message of a batch to delete or return waits for others. Default 50. */
  readonly batchDelayMs?: number;
  /**
   * How long a receive waits until half of the slots are free, in milliseconds. With more slots than cores no core is idle
   * meanwhile, and receives cost half as much. Default 0.
   */
  readonly gatherMs?: number;
  /** A monotonic clock in milliseconds, for tests. */
  readonly now?: () => number;
  /** 0 to below 1, for tests. */
  readonly random?: () => number;
}

const MAX_HANDLER_SECONDS = 11 * 3600;
const MAX_VISIBILITY_SECONDS = 12 * 3600;
const VISIBILITY_ABOVE_WAIT_SECONDS = 10;

/**
 * @throws RangeError naming every option that is out of its bounds
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export function checkOptions(options: ConsumerOptions): void {
  const { concurrency, visibilitySeconds, handlerSeconds, waitSeconds = 20, graceSeconds } = options;
  // A message received at the end of a long poll has been held for that much less, as far as we can know.
  const minVisibility = waitSeconds + VISIBILITY_ABOVE_WAIT_SECONDS;
  const wrong = [
    outside('concurrency', concurrency, 1, 1_000, Number.isInteger(concurrency)),
    outside('waitSeconds', waitSeconds, 0, 20, Number.isInteger(waitSeconds)),
    outside(
      'visibilitySeconds',
      visibilitySeconds,
      minVisibility,
      MAX_VISIBILITY_SECONDS,
      Number.isInteger(visibilitySeconds),
    ),
    outside('handlerSeconds', handlerSeconds, 1, MAX_HANDLER_SECONDS),
    outside('stuckSeconds', options.stuckSeconds ?? 60, 1, MAX_HANDLER_SECONDS),
    outside('graceSeconds', graceSeconds, 0, MAX_HANDLER_SECONDS),
    outside('batchDelayMs', options.batchDelayMs ?? 50, 0, 1_000),
    outside('gatherMs', options.gatherMs ?? 0, 0, 1_000),
  ].filter((text) => text !== undefined);
  if (wrong.length > 0) throw new RangeError(`queue consumer: ${wrong.join('; ')}`);
}

function outside(name: string, value: number, min: number, max: number, fits = true): string | undefined {
  if (value >= min && value <= max && fits) return undefined;
  return `${name} must be ${min} to ${max}, and is ${value}`;
}
