import { RetryAfterError } from '@proofsheet/queue';
import type { Batch } from './batch.ts';
import type { TopicStates } from './topics.ts';

/** A record that this notifier holds. Writes fail once another notifier has replaced or removed it. */
export interface HeldRecord {
  readonly batch: Batch;
  /** The contents, including marks since the last write. */
  topics(): TopicStates;
  /** Marks new states of topics. The next `save` or `release` writes them. */
  mark(states: TopicStates): void;
  /** Remaining milliseconds of the lease, by this process's clock. */
  left(): number;
  /** Writes the states of topics and renews the lease. @throws LeaseLostError */
  save(signal: AbortSignal): Promise<void>;
  /** Writes the states of topics and ends the lease, so that the next notifier need not wait. @throws LeaseLostError */
  release(signal: AbortSignal): Promise<void>;
  /** Removes the record, unless another notifier has replaced it. */
  remove(signal: AbortSignal): Promise<void>;
}

/** The lease expired and another notifier took over the record. The message is redelivered. */
export class LeaseLostError extends RetryAfterError {
  constructor(key: string) {
    super(1, `another notifier took over ${key}`);
  }
}

/**
 * Runs work under a held record. If the work fails, releases the record with the known states of its topics, so that the
 * next notifier continues from there at once.
 * @param recordMs Maximum time for the release, in milliseconds.
 */
export async function releaseOnError<T>(
  held: HeldRecord,
  recordMs: number,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LeaseLostError)) await held.release(AbortSignal.timeout(recordMs)).catch(() => {});
    throw error;
  }
}
