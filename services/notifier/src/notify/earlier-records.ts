import { createHash } from 'node:crypto';
import type { ObjectStore } from '@proofsheet/object-store';
import { maxKeyBytes } from '@proofsheet/photos';
import pMap from 'p-map';
import type { Photo } from './photo.ts';

/** Finds the photos that a notifier of an earlier version has recorded as notified. */
export type EarlierRecords = (photos: readonly Photo[], signal: AbortSignal) => Promise<ReadonlySet<string>>;

export interface EarlierRecordsOptions {
  readonly derived: ObjectStore;
  readonly now: () => number;
}

/** Key of the record that says until when photos may have earlier records. Earlier versions cannot write a key with `~`. */
const markerKey = 'notified/~format';

/** Notifiers of an earlier version may still run this long after the first start of this version. Milliseconds. */
const rolloutMs = 86_400_000;

/** Records to read concurrently. */
const concurrency = 16;

/**
 * Up to version 0.1 each photo had its own notified record. Photos stored until a day after the upgrade are looked up there
 * too. If there are no such records at the first start, none are looked up.
 */
export function createEarlierRecords({ derived, now }: EarlierRecordsOptions): EarlierRecords {
  let known: Promise<number> | undefined;

  return async (photos, signal) => {
    known ??= readEnd(signal).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    const end = await known;
    const candidates = photos.filter(({ storedAt }) => storedAt < end);
    const isRecorded = async ({ key, status }: Photo) =>
      derived.head(earlierNotifiedKey(key, status), signal);
    const heads = await pMap(candidates, isRecorded, { concurrency });
    return new Set(candidates.filter((_, index) => heads[index]).map(({ key }) => key));
  };

  /** In milliseconds since 1970. */
  async function readEnd(signal: AbortSignal): Promise<number> {
    const marker = await derived.get(markerKey, { maxBytes: 1000, signal });
    if (marker) return (JSON.parse(marker.body.toString()) as { storedBefore: number }).storedBefore;
    const [record] = await derived.list({ prefix: 'notified/', limit: 1 }, signal);
    const storedBefore = record ? now() + rolloutMs : 0;
    const put = { contentType: 'application/json', expected: 'absent' } as const;
    const etag = await derived.put(markerKey, JSON.stringify({ storedBefore }), put, signal);
    // Another notifier was first: it may have seen that there were no records yet.
    return etag === undefined ? readEnd(signal) : storedBefore;
  }
}

/** The key of the record that version 0.1 wrote for each photo. */
export function earlierNotifiedKey(original: string, status: Photo['status']): string {
  const prefix = status === 'ready' ? 'notified/' : 'notified-failures/';
  const key = `${prefix}${original}`;
  if (Buffer.byteLength(key) <= maxKeyBytes && !original.startsWith('~')) return key;
  return `${prefix}~sha256/${createHash('sha256').update(original).digest('hex')}`;
}
