import { parseOriginalKey } from '@proofsheet/photos';
import type { OutcomeRow } from '../photos/outcome-row.ts';

/** Called with a record of one of the awaited photos. */
export type TakeRecord = (photoId: string, row: OutcomeRow) => void;

/** Waiting requests by photo, for one owner. */
export function createAwaitedPhotos() {
  const waiters = new Map<string, Set<TakeRecord>>();
  return {
    size: () => waiters.size,

    add(photoIds: readonly string[], take: TakeRecord): () => void {
      for (const photoId of photoIds) {
        const others = waiters.get(photoId) ?? new Set();
        waiters.set(photoId, others.add(take));
      }
      return () => {
        for (const photoId of photoIds) {
          const others = waiters.get(photoId);
          others?.delete(take);
          if (others?.size === 0) waiters.delete(photoId);
        }
      };
    },

    /** Passes the records to the requests that wait for their photos. */
    show(rows: readonly OutcomeRow[]): void {
      if (waiters.size === 0) return;
      for (const row of rows) {
        const photoId = parseOriginalKey(row.original)?.photoId;
        if (photoId === undefined) continue;
        for (const take of [...(waiters.get(photoId) ?? [])]) take(photoId, row);
      }
    },

    /** The next awaited photo after that one. Newer photos have smaller ids. */
    newestBehind(photoId: string): string | undefined {
      let newest: string | undefined;
      for (const id of waiters.keys()) {
        if (id > photoId && (newest === undefined || id < newest)) newest = id;
      }
      return newest;
    },
  };
}
