import type { ListedObject } from '@proofsheet/object-store';
import { type OutcomeRecord, parseOutcomeKey } from '@proofsheet/photos';

/** An outcome record as a listing shows it. */
export interface OutcomeRow extends OutcomeRecord {
  /** Key of the photo. */
  readonly original: string;
  /** Key of the record itself. */
  readonly key: string;
  /** ETag of the record itself, with its quotes. */
  readonly etag: string;
  /** When the record was written, in whole seconds. */
  readonly at: Date;
}

/** The outcome records among listed objects. */
export function toOutcomeRows(listed: readonly ListedObject[]): OutcomeRow[] {
  return listed.flatMap(({ key, etag, lastModified }) => {
    const record = parseOutcomeKey(key);
    if (record?.original === undefined) return [];
    return [{ ...record, original: record.original, key, etag, at: lastModified }];
  });
}

/** Groups rows by the key of their photo. */
export function groupByPhoto(rows: readonly OutcomeRow[]): ReadonlyMap<string, readonly OutcomeRow[]> {
  return Map.groupBy(rows, ({ original }) => original);
}
