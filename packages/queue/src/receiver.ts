import { type Backoff, backoffMs } from './backoff.ts';
import { callWithin } from './call-within.ts';
import type { Tell } from './consumer-events.ts';
import { describeError } from './describe-error.ts';
import { type HeldMessage, holdMessage, holdUntil } from './held-message.ts';
import type { ConsumerLogger } from './logger.ts';
import { sleep } from './sleep.ts';
import { SQS_BATCH_SIZE, type SqsPort } from './sqs-port.ts';

export interface Receiver {
  /** One long poll for at most so many messages. Never rejects: after an error it waits, then brings nothing. */
  receive(max: number): Promise<readonly HeldMessage[]>;
  /** Errors in a row. */
  errors(): number;
}

export interface ReceiverOptions {
  readonly sqs: SqsPort;
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly logger: ConsumerLogger;
  readonly tell: Tell;
  readonly now: () => number;
  readonly random: () => number;
  /** Ends the wait after an error. */
  readonly stopping: AbortSignal;
  /** Ends a long poll too; what it was about to bring stays in flight until its visibility timeout ends. */
  readonly graceOver: AbortSignal;
}

const RETRY: Backoff = { firstMs: 500, longestMs: 30_000 };
/** A long poll that is still silent so long after its end will not answer any more. */
const ANSWER_MS = 10_000;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { sqs, waitSeconds, visibilitySeconds, logger, tell, now, random, stopping, graceOver } = options;
  const answerMs = waitSeconds * 1_000 + ANSWER_MS;
  let errors = 0;

  async function receive(free: number): Promise<readonly HeldMessage[]> {
    const max = Math.min(free, SQS_BATCH_SIZE);
    const beforeCall = now();
    try {
      const received = await callWithin(answerMs, graceOver, (signal) =>
        sqs.receive({ max, waitSeconds, visibilitySeconds, signal }),
      );
      errors = 0;
      for (const { message } of received) tell('received', message);
      return received.map((each) => holdMessage(each, holdUntil(beforeCall, visibilitySeconds)));
    } catch (error) {
      await waitAfter(error);
      return [];
    }
  }

  async function waitAfter(error: unknown): Promise<void> {
    if (graceOver.aborted) return;
    errors += 1;
    const waitMs = Math.round(backoffMs(RETRY, errors, random));
    logger.warn({ errors, waitMs, ...describeError(error) }, 'receive failed');
    tell('receiveFailed', error);
    await sleep(waitMs, stopping);
  }

  return { receive, errors: () => errors };
}
