import type { ObjectStore } from '@proofsheet/object-store';
import {
  maxNotifiedBytes,
  type NotifiedPhotos,
  notifiedKey,
  notifiedName,
  parseNotified,
  writeNotified,
} from '@proofsheet/photos';
import pMap from 'p-map';
import type { EarlierRecords } from './earlier-records.ts';
import type { Photo } from './photo.ts';

/** The notified records of some photos. */
export interface NotifiedView {
  has(photo: Photo): boolean;
  /** Adds photos to the records and keeps those that other notifiers have added meanwhile. */
  add(photos: readonly Photo[], signal: AbortSignal): Promise<void>;
}

export interface NotifiedRecordsOptions {
  readonly derived: ObjectStore;
  readonly earlier: EarlierRecords;
  readonly now: () => number;
  /** Returns a different text each time. */
  readonly createNonce: () => string;
}

export type ReadNotified = (photos: readonly Photo[], signal: AbortSignal) => Promise<NotifiedView>;

interface ReadRecord {
  /** Undefined when there is no record yet. */
  readonly etag: string | undefined;
  readonly photos: NotifiedPhotos;
}

/** Records to read or write concurrently. */
const concurrency = 8;

/** Maximum attempts to write a record. Only notifiers whose lease ran out compete for one. */
const maxAttempts = 10;

/** Reads and writes the records of photos that people were notified of. Only these records prevent a notification. */
export function createReadNotified(options: NotifiedRecordsOptions): ReadNotified {
  const { derived, earlier, now, createNonce } = options;

  return async (photos, signal) => {
    const keys = [...new Set(photos.map(({ key }) => notifiedKey(key)))];
    const read = await pMap(keys, async (key) => [key, await readRecord(key, signal)] as const, {
      concurrency,
    });
    const records = new Map(read);
    const before = await earlier(photos, signal);
    return {
      has: (photo) => before.has(photo.key) || isIn(records.get(notifiedKey(photo.key)), photo),
      async add(added, addSignal) {
        const groups = Map.groupBy(added, ({ key }) => notifiedKey(key));
        const add = ([key, some]: [string, Photo[]]) => addTo(key, records.get(key), some, addSignal);
        await pMap(groups, add, { concurrency });
      },
    };
  };

  async function readRecord(key: string, signal: AbortSignal): Promise<ReadRecord> {
    const object = await derived.get(key, { maxBytes: maxNotifiedBytes, signal });
    if (!object) return { etag: undefined, photos: new Map() };
    const photos = parseNotified(object.body.toString());
    return { etag: object.etag, photos };
  }

  async function addTo(
    key: string,
    known: ReadRecord | undefined,
    added: readonly Photo[],
    signal: AbortSignal,
  ): Promise<void> {
    const at = new Date(now());
    let record = known ?? (await readRecord(key, signal));
    for (let attempt = 1; ; attempt += 1) {
      const missing = added.filter((photo) => !isIn(record, photo));
      if (missing.length === 0) return;
      const names = missing.map((photo) => [notifiedName(photo.key, photo.status), at] as const);
      const body = writeNotified(new Map([...record.photos, ...names]), createNonce());
      const expected = record.etag === undefined ? 'absent' : { etag: record.etag };
      const put = { contentType: 'application/json', expected } as const;
      if ((await derived.put(key, body, put, signal)) !== undefined) return;
      if (attempt === maxAttempts)
        throw new Error(`${key} changed at each of ${attempt} attempts to write it`);
      record = await readRecord(key, signal);
    }
  }
}

function isIn(record: ReadRecord | undefined, { key, status }: Photo): boolean {
  return record?.photos.has(notifiedName(key, status)) ?? false;
}
