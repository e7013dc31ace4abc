import { type Backoff, backoffMs } from './backoff.ts';
import { type Batcher, createBatcher } from './batcher.ts';
import { callWithin } from './call-within.ts';
import { describeError } from './describe-error.ts';
import type { HeldMessage } from './held-message.ts';
import type { ConsumerLogger } from './logger.ts';
import { sleep } from './sleep.ts';
import { type RefusedEntry, SQS_BATCH_SIZE } from './sqs-port.ts';

/** What becomes of a held message: it is deleted, or given back to be seen after so many seconds. */
export interface HeldCall {
  readonly held: HeldMessage;
  /** Of no meaning for a delete. */
  readonly seconds: number;
}

export interface HeldCallsOptions {
  /** For log lines: "delete", "give back". */
  readonly what: string;
  readonly call: (batch: readonly HeldCall[], signal: AbortSignal) => Promise<readonly RefusedEntry[]>;
  readonly done: (count: number) => void;
  readonly delayMs: number;
  readonly logger: ConsumerLogger;
  readonly now: () => number;
  readonly random: () => number;
  /** Aborted when the consumer is closed: what is not done by then is given up. */
  readonly closed: AbortSignal;
}

const ANSWER_MS = 10_000;
const RETRY: Backoff = { firstMs: 200, longestMs: 5_000 };

/**
 * Deletes or gives back messages in batches. What fails is tried again with backoff for as long as the message is
 * ours, and then given up: it comes back by itself, and redelivery is harmless.
 */
export function createHeldCalls(options: HeldCallsOptions): Batcher<HeldCall> {
  const { what, call, done, delayMs, logger, now, random, closed } = options;

  async function send(batch: readonly HeldCall[]): Promise<void> {
    let left = batch;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      left = stillHeld(left);
      if (left.length > 0) left = await attemptCall(left);
      if (left.length > 0) await sleep(backoffMs(RETRY, attempt, random), closed);
    }
  }

  function stillHeld(batch: readonly HeldCall[]): readonly HeldCall[] {
    const time = closed.aborted ? Number.POSITIVE_INFINITY : now();
    const over = batch.filter(({ held }) => held.heldUntil <= time);
    for (const { held } of over) giveUp(held, 'its time was over');
    return over.length === 0 ? batch : batch.filter((entry) => !over.includes(entry));
  }

  /** Returns what is worth another try. */
  async function attemptCall(batch: readonly HeldCall[]): Promise<readonly HeldCall[]> {
    try {
      const refused = await callWithin(ANSWER_MS, closed, (signal) => call(batch, signal));
      if (refused.length < batch.length) done(batch.length - refused.length);
      return refused.flatMap((entry) => retryable(batch, entry));
    } catch (error) {
      logger.warn({ messages: batch.length, ...describeError(error) }, `${what} failed`);
      return batch;
    }
  }

  function retryable(batch: readonly HeldCall[], { index, code, reason, gone }: RefusedEntry): HeldCall[] {
    const entry = batch[index];
    if (entry === undefined) return [];
    if (!gone) return [entry];
    giveUp(entry.held, `${code} ${reason}`);
    return [];
  }

  function giveUp({ message }: HeldMessage, why: string): void {
    const fields = { messageId: message.id, receiveCount: message.receiveCount, why };
    logger.warn(fields, `${what} given up: the message comes back by itself`);
  }

  return createBatcher({ size: SQS_BATCH_SIZE, delayMs, send });
}
