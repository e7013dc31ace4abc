import type { ObjectStore, StoredObject } from '@proofsheet/object-store';
import { RetryAfterError } from '@proofsheet/queue';
import type { Photo } from './photo.ts';
import type { TopicStates } from './topics.ts';

/** Photos of one group and one status that go out in one message. */
export interface Batch {
  /** Names the record of its delivery, should a topic refuse it. */
  readonly id: string;
  readonly group: string;
  /** At least one. */
  readonly photos: readonly Photo[];
  /** Pending records that are deleted once the batch is done, with the ETags under which they were listed. */
  readonly pending: readonly { readonly key: string; readonly etag: string }[];
}

/** What a claim or a delivery record holds: who takes it over can finish exactly this batch. */
export interface BatchRecord {
  /** End of the lease, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly batch: Batch;
  readonly topics: TopicStates;
}

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

/** A record as another notifier left it. */
export interface FoundRecord {
  readonly etag: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  /** Undefined for claims of earlier versions, which hold no batch. */
  readonly record: BatchRecord | undefined;
}

export interface BatchRecordsOptions {
  readonly derived: ObjectStore;
  readonly leaseSeconds: number;
  readonly now: () => number;
  /** Returns a different text each time. */
  readonly createNonce: () => string;
}

export type BatchRecords = ReturnType<typeof createBatchRecords>;

/** Bytes of the largest record that is read: 1,000 photos with the longest keys take less. */
const maxRecordBytes = 16 * 1024 ** 2;

/**
 * Writes and takes records of batches, each under a lease. The nonce in each body makes its ETag different from every
 * other, so that nobody replaces or removes the record of another notifier.
 */
export function createBatchRecords({ derived, leaseSeconds, now, createNonce }: BatchRecordsOptions) {
  const leaseEnd = () => now() + leaseSeconds * 1000;

  return {
    /** Writes a new record and holds it; undefined when there is one already. */
    async create(
      key: string,
      batch: Batch,
      topics: TopicStates,
      signal: AbortSignal,
    ): Promise<HeldRecord | undefined> {
      const record = { expiresAt: leaseEnd(), batch, topics };
      const etag = await write(key, record, 'absent', signal);
      return etag === undefined ? undefined : hold(key, record, etag);
    },

    /** Writes a new record that nobody holds, unless there is one already. */
    async leave(key: string, batch: Batch, topics: TopicStates, signal: AbortSignal): Promise<void> {
      await write(key, { expiresAt: 0, batch, topics }, 'absent', signal);
    },

    async find(key: string, signal: AbortSignal): Promise<FoundRecord | undefined> {
      const object = await derived.get(key, { maxBytes: maxRecordBytes, signal });
      return object && parse(object);
    },

    /** Takes over a record whose lease is over, as it is; undefined when another notifier was faster. */
    async takeOver(
      key: string,
      { record, etag }: { readonly record: BatchRecord; readonly etag: string },
      signal: AbortSignal,
    ): Promise<HeldRecord | undefined> {
      const taken = { ...record, expiresAt: leaseEnd() };
      const newEtag = await write(key, taken, { etag }, signal);
      return newEtag === undefined ? undefined : hold(key, taken, newEtag);
    },
  };

  function hold(key: string, { batch, ...written }: BatchRecord, firstEtag: string): HeldRecord {
    let { topics, expiresAt } = written;
    let etag = firstEtag;
    async function replace(newExpiresAt: number, signal: AbortSignal): Promise<void> {
      const newEtag = await write(key, { expiresAt: newExpiresAt, batch, topics }, { etag }, signal);
      if (newEtag === undefined) throw new LeaseLostError(key);
      expiresAt = newExpiresAt;
      etag = newEtag;
    }
    return {
      batch,
      topics: () => topics,
      mark(states) {
        topics = { ...topics, ...states };
      },
      left: () => expiresAt - now(),
      save: (signal) => replace(leaseEnd(), signal),
      release: (signal) => replace(0, signal),
      remove: async (signal) => void (await derived.delete(key, { etag }, signal)),
    };
  }

  /** The new ETag, or undefined when the record is not as expected. */
  async function write(
    key: string,
    record: BatchRecord,
    expected: 'absent' | { readonly etag: string },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const nonce = createNonce();
    const body = JSON.stringify({ nonce, ...record });
    const etag = await derived.put(key, body, { contentType: 'application/json', expected }, signal);
    if (etag !== undefined) return etag;
    // The client repeats a request whose answer was lost, and the repetition is refused because of the first.
    const found = await derived.get(key, { maxBytes: maxRecordBytes, signal });
    return found?.body.toString() === body ? found.etag : undefined;
  }

  function parse({ etag, body, lastModified }: StoredObject): FoundRecord {
    try {
      const { expiresAt, batch, topics } = JSON.parse(body.toString()) as Partial<BatchRecord>;
      if (typeof expiresAt === 'number') {
        const record = batch && topics && { expiresAt, batch, topics };
        return { etag, expiresAt, record };
      }
    } catch {}
    // Nobody holds a record that cannot be read for longer than a lease.
    return { etag, expiresAt: lastModified.getTime() + leaseSeconds * 1000, record: undefined };
  }
}
