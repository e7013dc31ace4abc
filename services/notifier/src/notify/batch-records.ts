import type { ObjectStore, StoredObject } from '@proofsheet/object-store';
import type { Batch, BatchRecord } from './batch.ts';
import { type HeldRecord, LeaseLostError } from './held-record.ts';
import type { TopicStates } from './topics.ts';

/** A record that another notifier left. */
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

/** Maximum bytes of a record: 1,000 photos with the longest keys take less. */
const maxRecordBytes = 16 * 1024 ** 2;

/**
 * Writes and takes over records of batches, each under a lease. The nonce in each body makes its ETag unique, so that no
 * notifier replaces or removes the record of another one.
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

    /** Writes a new record that no notifier holds, unless there is one already. */
    async leave(key: string, batch: Batch, topics: TopicStates, signal: AbortSignal): Promise<void> {
      await write(key, { expiresAt: 0, batch, topics }, 'absent', signal);
    },

    async find(key: string, signal: AbortSignal): Promise<FoundRecord | undefined> {
      const object = await derived.get(key, { maxBytes: maxRecordBytes, signal });
      return object && parse(object);
    },

    /** Takes over a record with an expired lease, unchanged; undefined if another notifier was faster. */
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

  /** Returns the new ETag, or undefined if the record is not as expected. */
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
    // If an answer was lost, the client repeats the request, and S3 refuses the repetition because of the first.
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
    // An unreadable record counts as held for one lease.
    return { etag, expiresAt: lastModified.getTime() + leaseSeconds * 1000, record: undefined };
  }
}
