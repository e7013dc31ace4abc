import { callWithin } from '@proofsheet/runtime/calls';
import { describeError } from '@proofsheet/runtime/metrics';
import type { ConsumerLogger, Emit } from './consumer-options.ts';
import { createInFlightMessage, holdUntil, type InFlightMessage } from './in-flight-message.ts';
import { SQS_BATCH_SIZE, type SqsPort } from './sqs-port.ts';
import { type Backoff, backoffMs, sleep } from './waits.ts';

export interface Receiver {
  /** Runs one long poll for at most `max` messages. Never rejects: after an error it waits, then returns none. */
  receive(max: number): Promise<readonly InFlightMessage[]>;
  /** Errors in a row. */
  errors(): number;
}

export interface ReceiverOptions {
  readonly sqs: SqsPort;
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly logger: ConsumerLogger;
  readonly emit: Emit;
  readonly now: () => number;
  readonly random: () => number;
  /** Ends the wait after an error. */
  readonly stopping: AbortSignal;
  /** Ends a long poll too; messages it was about to return stay in flight until their visibility timeout ends. */
  readonly graceOver: AbortSignal;
}

const RETRY: Backoff = { firstMs: 500, maxMs: 30_000 };
/** A long poll without an answer this long after its end is aborted. */
const ANSWER_MS = 10_000;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { sqs, waitSeconds, visibilitySeconds, logger, emit, now, random, stopping, graceOver } = options;
  const answerMs = waitSeconds * 1_000 + ANSWER_MS;
  let errors = 0;

  async function receive(free: number): Promise<readonly InFlightMessage[]> {
    const max = Math.min(free, SQS_BATCH_SIZE);
    const beforeCall = now();
    try {
      const received = await callWithin(answerMs, graceOver, (signal) =>
        sqs.receive({ max, waitSeconds, visibilitySeconds, signal }),
      );
      errors = 0;
      for (const { message } of received) emit('received', message);
      return received.map((each) => createInFlightMessage(each, holdUntil(beforeCall, visibilitySeconds)));
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
    emit('receiveFailed', error);
    await sleep(waitMs, stopping);
  }

  return { receive, errors: () => errors };
}
