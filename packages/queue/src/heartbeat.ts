import { callWithin } from './call-within.ts';
import { describeError } from './describe-error.ts';
import { type HeldMessage, holdMs, holdUntil } from './held-message.ts';
import type { ConsumerLogger } from './logger.ts';
import type { LoseMessage } from './lose-message.ts';
import { SQS_BATCH_SIZE, type SqsPort } from './sqs-port.ts';

/** Keeps held messages ours by extending their visibility timeout. */
export interface Heartbeat {
  /** Extends all of these messages when one of them is due: once a third of its time is over. */
  beatIfDue(held: readonly HeldMessage[]): void;
  /** Resolves when no heartbeat is under way. */
  settled(): Promise<void>;
}

export interface HeartbeatOptions {
  readonly sqs: SqsPort;
  readonly visibilitySeconds: number;
  readonly loseMessage: LoseMessage;
  readonly logger: ConsumerLogger;
  readonly now: () => number;
  /** Aborted when the consumer is closed. */
  readonly closed: AbortSignal;
}

/**
 * At most one heartbeat is under way. A failed one is tried again after a twelfth of the visibility timeout, which
 * makes three to five tries before the time of a message is over.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { sqs, visibilitySeconds, loseMessage, logger, now, closed } = options;
  const dueMs = (holdMs(visibilitySeconds) * 2) / 3;
  const retryMs = (visibilitySeconds * 1_000) / 12;
  const answerMs = (visibilitySeconds * 1_000) / 6;
  let beating: Promise<void> | undefined;
  let notBefore = 0;

  function beatIfDue(held: readonly HeldMessage[]): void {
    const time = now();
    if (beating !== undefined || time < notBefore) return;
    if (!held.some(({ heldUntil }) => heldUntil - time <= dueMs)) return;
    beating = beat(held).finally(() => {
      beating = undefined;
    });
  }

  async function beat(held: readonly HeldMessage[]): Promise<void> {
    const extensions: Promise<void>[] = [];
    for (let from = 0; from < held.length; from += SQS_BATCH_SIZE) {
      extensions.push(extend(held.slice(from, from + SQS_BATCH_SIZE)));
    }
    await Promise.all(extensions);
  }

  async function extend(batch: readonly HeldMessage[]): Promise<void> {
    const entries = batch.map(({ receiptHandle }) => ({ receiptHandle, seconds: visibilitySeconds }));
    const extended = new Set(batch);
    const beforeCall = now();
    try {
      const call = (signal: AbortSignal) => sqs.changeVisibilityBatch(entries, signal);
      for (const { index, code, reason, gone } of await callWithin(answerMs, closed, call)) {
        const held = batch[index];
        if (held === undefined) continue;
        extended.delete(held);
        if (gone) loseMessage(held, `the heartbeat was refused: ${code} ${reason}`);
        else failed({ messageId: held.message.id, error: code, reason });
      }
      for (const held of extended) held.heldUntil = holdUntil(beforeCall, visibilitySeconds);
    } catch (error) {
      failed({ messages: batch.length, ...describeError(error) });
    }
  }

  function failed(fields: object): void {
    if (closed.aborted) return;
    notBefore = now() + retryMs;
    logger.warn(fields, 'heartbeat failed');
  }

  return { beatIfDue, settled: () => beating ?? Promise.resolve() };
}
