import { ObjectTooLargeError } from '@proofsheet/object-store';
import { notifiedAt, notifiedKey, parseNotified } from '@proofsheet/photos';
import type { AlbumEntry } from './album-entry.ts';
import type { Stores } from './photo-store.ts';

/** Milliseconds that notified records live: the lifecycle rule of the derived bucket removes them after 30 days. */
const recordMs = 31 * 24 * 3_600_000;
/** Bytes of the largest record that is read: about 40,000 photos of one owner within 17.5 minutes. */
const maxBytes = 1024 ** 2;

export type FindNotified = ReturnType<typeof createFindNotified>;

/**
 * Reads when people were notified of a photo, with one request. Undefined if they were not, or if it is no longer known.
 * Photos uploaded within the same 17.5 minutes share a record, so a page of an album could take a request per photo.
 */
export function createFindNotified({ derived }: Pick<Stores, 'derived'>) {
  return async (
    { key, outcome }: Pick<AlbumEntry, 'key' | 'outcome'>,
    now: Date,
    signal: AbortSignal,
  ): Promise<Date | undefined> => {
    if (outcome.status === 'processing') return undefined;
    const settledAt = outcome.status === 'ready' ? outcome.readyAt : outcome.failedAt;
    if (now.getTime() - settledAt.getTime() > recordMs) return undefined;
    const record = await derived.get(notifiedKey(key), { maxBytes, signal }).catch((error: unknown) => {
      if (error instanceof ObjectTooLargeError) return undefined;
      throw error;
    });
    if (!record) return undefined;
    try {
      return notifiedAt(parseNotified(record.body.toString()), key, outcome.status);
    } finally {
      record.release();
    }
  };
}
