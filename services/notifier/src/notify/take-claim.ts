import type { ObjectStore } from '@proofsheet/object-store';
import { claimKey } from '@proofsheet/photos';
import type { Batch } from './batch.ts';
import type { BatchRecords } from './batch-records.ts';
import type { HeldRecord } from './held-record.ts';
import type { Topics } from './topics.ts';

export type ClaimResult =
  /** A claim of the given batch, or, with `isOwn` false, one that another notifier left unfinished. */
  | { readonly claim: HeldRecord; readonly isOwn: boolean }
  /** Another notifier holds the group's claim, at most this long. */
  | { readonly heldForSeconds: number };

export interface TakeClaimOptions {
  readonly derived: ObjectStore;
  readonly records: BatchRecords;
  readonly topics: Pick<Topics, 'of'>;
  readonly now: () => number;
}

export type TakeClaim = (batch: Batch, signal: AbortSignal) => Promise<ClaimResult>;

/**
 * Takes the claim of a batch's group: the sole right to send its photos, until the lease runs out. The claim holds the
 * batch, so that a notifier that takes it over finishes exactly that batch.
 */
export function createTakeClaim({ derived, records, topics, now }: TakeClaimOptions): TakeClaim {
  return async (batch, signal) => {
    const key = claimKey(batch.group);
    for (;;) {
      const own = await records.create(key, batch, topics.of(batch.group), signal);
      if (own) return { claim: own, isOwn: true };
      const found = await records.find(key, signal);
      if (!found) continue;
      const leftMs = found.expiresAt - now();
      if (leftMs > 0) return { heldForSeconds: Math.ceil(leftMs / 1000) };
      if (!found.record) {
        // An earlier version left it. Photos that it has not recorded are still pending.
        await derived.delete(key, found, signal);
        continue;
      }
      const claim = await records.takeOver(key, { record: found.record, etag: found.etag }, signal);
      return claim ? { claim, isOwn: false } : { heldForSeconds: 1 };
    }
  };
}
