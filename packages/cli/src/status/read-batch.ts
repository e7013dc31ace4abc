import type { ObjectStore } from '@proofsheet/object-store';

/** What a claim or a delivery record of the notifier says. */
export interface BatchState {
  readonly id: string;
  /** Photos in it. */
  readonly keys: readonly string[];
  /** Each topic with `to do`, `done` or `detached` (left to a delivery). */
  readonly topics: Readonly<Record<string, string>>;
  /** When a notifier wrote it last. */
  readonly writtenAt: Date;
  /** End of the lease under which a notifier works on it; undefined if none does. */
  readonly leaseUntil: Date | undefined;
}

/** Bytes of the largest record that is read, as in the notifier. */
const maxBytes = 16 * 1024 ** 2;

/** Reads a claim or a delivery record; undefined if it does not exist or is of a former version. */
export async function readBatch(
  derived: ObjectStore,
  key: string,
  signal: AbortSignal,
): Promise<BatchState | undefined> {
  const object = await derived.get(key, { maxBytes, signal });
  if (!object) return undefined;
  const { batch, topics, expiresAt } = JSON.parse(object.body.toString()) as {
    batch?: { id: string; photos: { key: string }[] };
    topics?: Record<string, string>;
    expiresAt?: number;
  };
  if (!batch || !topics) return undefined;
  return {
    id: batch.id,
    keys: batch.photos.map((photo) => photo.key),
    topics,
    writtenAt: object.lastModified,
    leaseUntil: expiresAt ? new Date(expiresAt) : undefined,
  };
}
