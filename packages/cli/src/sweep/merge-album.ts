import type { ListedObject } from '@proofsheet/object-store';
import { type OutcomeRecord, parseOutcomeKey } from '@proofsheet/photos';
import { compareRecords, type Placed } from './in-record-order.ts';

/** Everything that listings tell of one photo. */
export interface ListedPhoto {
  readonly key: string;
  readonly original: ListedObject | undefined;
  readonly thumbnail: ListedObject | undefined;
  readonly records: readonly OutcomeRecord[];
  /** Whether a sweep can go on behind this photo without missing one. */
  readonly isComplete: boolean;
}

export interface Listings {
  readonly originals: AsyncIterable<Placed<ListedObject>>;
  /** Empty unless thumbnails are looked at. */
  readonly thumbnails: AsyncIterable<Placed<ListedObject>>;
  readonly records: AsyncIterable<ListedObject>;
}

/** Brings listings together, photo by photo. All of them are in the order of the records. */
export async function* mergeAlbum(listings: Listings): AsyncGenerator<ListedPhoto> {
  const originals = await peekable(listings.originals);
  const thumbnails = await peekable(listings.thumbnails);
  const records = await peekable(parseRecords(listings.records));
  for (;;) {
    const heads = [originals.head()?.object.key, thumbnails.head()?.object.key, records.head()?.key];
    const key = heads.filter((head) => head !== undefined).sort(compareRecords)[0];
    if (key === undefined) return;
    const original = originals.head()?.object.key === key ? await originals.take() : undefined;
    const thumbnail = thumbnails.head()?.object.key === key ? await thumbnails.take() : undefined;
    const found: OutcomeRecord[] = [];
    while (records.head()?.key === key) {
      const record = (await records.take())?.record;
      if (record) found.push(record);
    }
    const isComplete = original?.isComplete ?? false;
    yield { key, original: original?.object, thumbnail: thumbnail?.object, records: found, isComplete };
  }
}

async function* parseRecords(objects: AsyncIterable<ListedObject>) {
  for await (const { key } of objects) {
    const record = parseOutcomeKey(key);
    if (record?.original !== undefined) yield { key: record.original, record };
  }
}

async function peekable<T>(all: AsyncIterable<T>) {
  const iterator = all[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await iterator.next();
    return done ? undefined : (value as T);
  };
  let head = await next();
  return {
    head: () => head,
    async take(): Promise<T | undefined> {
      const taken = head;
      head = await next();
      return taken;
    },
  };
}
