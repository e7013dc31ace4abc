import { RetryAfterError } from '@proofsheet/queue';
import type { Batch } from './batch.ts';
import type { TopicStates } from './topics.ts';

/** A record that this notifier wrote last. Writing it fails once another notifier has replaced or removed it. */
export interface HeldRecord {
  readonly batch: Batch;
  /** With what has been marked since the record was written. */
  topics(): TopicStates;
  /** Notes new states of topics, which the next `save` or `release` writes. */
  mark(states: TopicStates): void;
  /** Milliseconds of the lease that are left by the own clock. */
  left(): number;
  /** Writes the states of topics and renews the lease. @throws LeaseLostError */
  save(signal: AbortSignal): Promise<void>;
  /** The same, but ends the lease, so that the next notifier need not wait for its end. @throws LeaseLostError */
  release(signal: AbortSignal): Promise<void>;
  /** Removes the record, unless another notifier has replaced it. */
  remove(signal: AbortSignal): Promise<void>;
}

/** Another notifier took the record over: its lease ran out. The message comes back. */
export class LeaseLostError extends RetryAfterError {
  constructor(key: string) {
    super(1, `another notifier took over ${key}`);
  }
}

/**
 * Does work under a held record. When it fails, the record is released with what is known of its topics, so that the
 * next notifier goes on from there at once.
 * @param recordMs How long that may take, in milliseconds.
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
