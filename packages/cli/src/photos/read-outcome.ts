import type { ObjectHead } from '@proofsheet/object-store';
import { chooseOutcome, type OutcomeRecord, outcomePrefix, parseOutcomeKey } from '@proofsheet/photos';
import type { Stores } from './stores.ts';

/** An outcome record and when it was written. */
export interface DatedRecord extends OutcomeRecord {
  readonly at: Date;
}

/** What is known of a photo's progress. */
export interface PhotoProgress {
  readonly status: 'gone' | 'processing' | 'ready' | 'failed';
  readonly original: ObjectHead | undefined;
  /** The record of the present version of the original. */
  readonly record: DatedRecord | undefined;
  /** Records of former versions. */
  readonly otherRecords: number;
}

/** Reads the original's head and its outcome records: two requests. */
export async function readOutcome(
  key: string,
  { originals, derived }: Stores,
  signal: AbortSignal,
): Promise<PhotoProgress> {
  // Records first: see chooseOutcome.
  const listed = await derived.list({ prefix: outcomePrefix(key), shallow: true }, signal);
  const original = await originals.head(key, signal);
  const records = listed.flatMap((row): DatedRecord[] => {
    const parsed = parseOutcomeKey(row.key);
    return parsed ? [{ ...parsed, at: row.lastModified }] : [];
  });
  const record = original && chooseOutcome(records, original.etag);
  return {
    status: original ? (record?.outcome.status ?? 'processing') : 'gone',
    original,
    record,
    otherRecords: records.length - (record ? 1 : 0),
  };
}
