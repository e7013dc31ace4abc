import type { QueueMessage } from './message.ts';

/** A message and the receipt handle of this one receipt. */
export interface ReceivedMessage {
  readonly message: QueueMessage;
  readonly receiptHandle: string;
}

export interface ReceiveRequest {
  /** 1 to 10. */
  readonly max: number;
  /** Long polling: 0 to 20. */
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly signal?: AbortSignal;
}

export interface VisibilityChange {
  readonly receiptHandle: string;
  /** From now on, 0 (visible at once) to 43,200 (12 hours), which also bound the whole time since the receipt. */
  readonly seconds: number;
}

/** One entry of a batch that the queue refused while it took the others. */
export interface RefusedEntry {
  /** Its place in the batch. */
  readonly index: number;
  readonly code: string;
  readonly reason: string;
  /** No use in trying again: the message is not in flight or the receipt handle is not valid any more. */
  readonly gone: boolean;
}

/** What the consumer needs of one queue. All of it rejects when the call as a whole fails. */
export interface SqsPort {
  receive(request: ReceiveRequest): Promise<ReceivedMessage[]>;
  /** Up to 10 receipt handles. Returns the refused ones. */
  deleteBatch(receiptHandles: readonly string[], signal?: AbortSignal): Promise<RefusedEntry[]>;
  /** Up to 10 entries. Returns the refused ones. */
  changeVisibilityBatch(entries: readonly VisibilityChange[], signal?: AbortSignal): Promise<RefusedEntry[]>;
  /** Sends a message of ours, to be seen after `delaySeconds` (0 to 900). */
  send(body: string, delaySeconds?: number): Promise<void>;
}

/** Entries in one batch and messages in one receive, by SQS's own limit. */
export const SQS_BATCH_SIZE = 10;
