import { callWithin } from '@proofsheet/runtime/calls';
import { describeError } from '@proofsheet/runtime/metrics';
import type { ConsumerLogger } from './consumer-options.ts';
import type { ExpireMessage } from './in-flight-message.ts';
import { holdMs, holdUntil, type InFlightMessage } from './in-flight-message.ts';
import { SQS_BATCH_SIZE, type SqsPort } from './sqs-port.ts';

/** Keeps messages in flight by extending their visibility timeout. */
export interface Heartbeat {
  /** Extends all of these messages once one of them is due, after a third of its visibility timeout. */
  beatIfDue(inFlight: readonly InFlightMessage[]): void;
  /** Resolves when no heartbeat is under way. */
  settled(): Promise<void>;
}

export interface HeartbeatOptions {
  readonly sqs: SqsPort;
  readonly visibilitySeconds: number;
  readonly expireMessage: ExpireMessage;
  readonly logger: ConsumerLogger;
  readonly now: () => number;
  /** Aborted when the consumer is closed. */
  readonly closed: AbortSignal;
}

/**
 * At most one heartbeat runs at a time. A failed one is retried after a twelfth of the visibility timeout, which allows three
 * to five attempts before the visibility timeout ends.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { sqs, visibilitySeconds, expireMessage, logger, now, closed } = options;
  const dueMs = (holdMs(visibilitySeconds) * 2) / 3;
  const retryMs = (visibilitySeconds * 1_000) / 12;
  const answerMs = (visibilitySeconds * 1_000) / 6;
  let beating: Promise<void> | undefined;
  let notBefore = 0;

  function beatIfDue(inFlight: readonly InFlightMessage[]): void {
    const time = now();
    if (beating !== undefined || time < notBefore) return;
    if (!inFlight.some(({ heldUntil }) => heldUntil - time <= dueMs)) return;
    beating = beat(inFlight).finally(() => {
      beating = undefined;
    });
  }

  async function beat(inFlight: readonly InFlightMessage[]): Promise<void> {
    const extensions: Promise<void>[] = [];
    for (let from = 0; from < inFlight.length; from += SQS_BATCH_SIZE) {
      extensions.push(extend(inFlight.slice(from, from + SQS_BATCH_SIZE)));
    }
    await Promise.all(extensions);
  }

  async function extend(batch: readonly InFlightMessage[]): Promise<void> {
    const entries = batch.map(({ receiptHandle }) => ({ receiptHandle, seconds: visibilitySeconds }));
    const extended = new Set(batch);
    const beforeCall = now();
    try {
      const call = (signal: AbortSignal) => sqs.changeVisibilityBatch(entries, signal);
      for (const { index, code, reason, gone } of await callWithin(answerMs, closed, call)) {
        const inFlight = batch[index];
        if (inFlight === undefined) continue;
        extended.delete(inFlight);
        if (gone) expireMessage(inFlight, `heartbeat refused: ${code} ${reason}`);
        else failed({ messageId: inFlight.message.id, error: code, reason });
      }
      for (const inFlight of extended) inFlight.heldUntil = holdUntil(beforeCall, visibilitySeconds);
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
