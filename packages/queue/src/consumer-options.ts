import type { ConsumerEvents } from './consumer-events.ts';
import type { ConsumerLogger } from './logger.ts';
import type { Handle } from './message.ts';
import type { SqsPort } from './sqs-port.ts';

export interface ConsumerOptions {
  readonly sqs: SqsPort;
  readonly handle: Handle;
  readonly logger: ConsumerLogger;
  readonly events?: ConsumerEvents;
  /** Handlers at a time. */
  readonly concurrency: number;
  /**
   * The visibility timeout: how long a message stays away after its process died. At least 10 s more than the long
   * poll, at most 12 hours.
   */
  readonly visibilitySeconds: number;
  /** A handler is aborted after so long. With the 15 minutes of the longest return it stays within SQS's 12 hours. */
  readonly handlerSeconds: number;
  /** Length of the long poll, 0 to 20. Default 20. */
  readonly waitSeconds?: number;
  /**
   * How long `stop()` lets handlers and the long poll end by themselves: more than `waitSeconds` and
   * `handlerSeconds`. `stop()` itself takes at most 7 s longer.
   */
  readonly graceSeconds: number;
  /** How long the first message of a batch to delete or give back waits for others. Default 50. */
  readonly batchDelayMs?: number;
  /**
   * How long a receive waits for half of the slots to be free, in milliseconds. With more slots than cores none of
   * these is idle meanwhile, and receives cost half as much. Default 0.
   */
  readonly gatherMs?: number;
  /** A monotonic clock in milliseconds, for tests. */
  readonly now?: () => number;
  /** 0 to below 1, for tests. */
  readonly random?: () => number;
}

const LONGEST_HANDLER_SECONDS = 11 * 3600;
const LONGEST_VISIBILITY_SECONDS = 12 * 3600;
const VISIBILITY_ABOVE_WAIT_SECONDS = 10;

/**
 * @throws RangeError naming every option that is out of its bounds
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export function checkOptions(options: ConsumerOptions): void {
  const { concurrency, visibilitySeconds, handlerSeconds, waitSeconds = 20, graceSeconds } = options;
  // A message handed over at the end of a long poll has been ours for that much less, by what we can know.
  const leastVisibility = waitSeconds + VISIBILITY_ABOVE_WAIT_SECONDS;
  const wrong = [
    outside('concurrency', concurrency, 1, 1_000, Number.isInteger(concurrency)),
    outside('waitSeconds', waitSeconds, 0, 20, Number.isInteger(waitSeconds)),
    outside(
      'visibilitySeconds',
      visibilitySeconds,
      leastVisibility,
      LONGEST_VISIBILITY_SECONDS,
      Number.isInteger(visibilitySeconds),
    ),
    outside('handlerSeconds', handlerSeconds, 1, LONGEST_HANDLER_SECONDS),
    outside('graceSeconds', graceSeconds, 0, LONGEST_HANDLER_SECONDS),
    outside('batchDelayMs', options.batchDelayMs ?? 50, 0, 1_000),
    outside('gatherMs', options.gatherMs ?? 0, 0, 1_000),
  ].filter((text) => text !== undefined);
  if (wrong.length > 0) throw new RangeError(`queue consumer: ${wrong.join('; ')}`);
}

function outside(name: string, value: number, least: number, most: number, fits = true): string | undefined {
  if (value >= least && value <= most && fits) return undefined;
  return `${name} must be ${least} to ${most}, and is ${value}`;
}
