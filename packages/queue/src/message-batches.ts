import { callWithin } from '@proofsheet/runtime/calls';
import { describeError } from '@proofsheet/runtime/metrics';
import type { ConsumerLogger } from './consumer-options.ts';
import type { InFlightMessage } from './in-flight-message.ts';
import { type RefusedEntry, SQS_BATCH_SIZE } from './sqs-port.ts';
import { type Backoff, backoffMs, sleep } from './waits.ts';

/** Collects items and sends them in batches. */
export interface Batcher<T> {
  add(item: T): void;
  /** Sends the collected items at once and waits for all batches that are being sent. */
  flush(): Promise<void>;
}

export interface BatcherOptions<T> {
  readonly size: number;
  /** How long the first item of a batch waits for others. */
  readonly delayMs: number;
  /** Must not reject. */
  readonly send: (items: readonly T[]) => Promise<void>;
}

/** Sends a batch when it is full, or `delayMs` after its first item. Batches do not wait for each other. */
export function createBatcher<T>({ size, delayMs, send }: BatcherOptions<T>): Batcher<T> {
  const sending = new Set<Promise<void>>();
  let gathered: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sendGathered(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    const batch = gathered;
    gathered = [];
    const sent = send(batch).finally(() => sending.delete(sent));
    sending.add(sent);
  }

  function add(item: T): void {
    gathered.push(item);
    if (gathered.length >= size) sendGathered();
    else timer ??= setTimeout(sendGathered, delayMs);
  }

  async function flush(): Promise<void> {
    sendGathered();
    await Promise.all(sending);
  }

  return { add, flush };
}

/** A message to delete, or to make visible after `seconds`. */
export interface MessageCall {
  readonly inFlight: InFlightMessage;
  /** Ignored for a delete. */
  readonly seconds: number;
}

export interface MessageBatchesOptions {
  /** For log lines: "delete", "visibility change". */
  readonly what: string;
  readonly call: (batch: readonly MessageCall[], signal: AbortSignal) => Promise<readonly RefusedEntry[]>;
  readonly done: (count: number) => void;
  readonly delayMs: number;
  readonly logger: ConsumerLogger;
  readonly now: () => number;
  readonly random: () => number;
  /** Aborted when the consumer is closed. Unfinished work is then dropped. */
  readonly closed: AbortSignal;
}

const ANSWER_MS = 10_000;
const RETRY: Backoff = { firstMs: 200, maxMs: 5_000 };

/**
 * Deletes or returns messages in batches. A failed call is retried with backoff for as long as the message is held,
 * and then given up: the message is redelivered, which is harmless.
 */
export function createMessageBatches(options: MessageBatchesOptions): Batcher<MessageCall> {
  const { what, call, done, delayMs, logger, now, random, closed } = options;

  async function send(batch: readonly MessageCall[]): Promise<void> {
    let left = batch;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      left = stillHeld(left);
      if (left.length > 0) left = await attemptCall(left);
      if (left.length > 0) await sleep(backoffMs(RETRY, attempt, random), closed);
    }
  }

  function stillHeld(batch: readonly MessageCall[]): readonly MessageCall[] {
    const time = closed.aborted ? Number.POSITIVE_INFINITY : now();
    const over = batch.filter(({ inFlight }) => inFlight.heldUntil <= time);
    for (const { inFlight } of over) giveUp(inFlight, 'visibility timeout over');
    return over.length === 0 ? batch : batch.filter((entry) => !over.includes(entry));
  }

  /** Returns the items to retry. */
  async function attemptCall(batch: readonly MessageCall[]): Promise<readonly MessageCall[]> {
    try {
      const refused = await callWithin(ANSWER_MS, closed, (signal) => call(batch, signal));
      if (refused.length < batch.length) done(batch.length - refused.length);
      return refused.flatMap((entry) => retryable(batch, entry));
    } catch (error) {
      logger.warn({ messages: batch.length, ...describeError(error) }, `${what} failed`);
      return batch;
    }
  }

  function retryable(
    batch: readonly MessageCall[],
    { index, code, reason, gone }: RefusedEntry,
  ): MessageCall[] {
    const entry = batch[index];
    if (entry === undefined) return [];
    if (!gone) return [entry];
    giveUp(entry.inFlight, `${code} ${reason}`);
    return [];
  }

  function giveUp({ message }: InFlightMessage, why: string): void {
    const fields = { messageId: message.id, receiveCount: message.receiveCount, why };
    logger.warn(fields, `${what} given up: message will be redelivered`);
  }

  return createBatcher({ size: SQS_BATCH_SIZE, delayMs, send });
}
