import { compareKeys } from '@proofsheet/object-store';
import type { ObjectRecord } from './object-record.ts';

/** The objects of one bucket, by key and in order. */
export interface ObjectIndex {
  readonly size: number;
  get(key: string): ObjectRecord | undefined;
  set(record: ObjectRecord): void;
  delete(key: string): void;
  /** Keys from this one on, itself included, in the order of their UTF-8 bytes. */
  keysFrom(key: string): Iterable<string>;
}

/** Keeps the keys sorted for listings. */
export function createObjectIndex(): ObjectIndex {
  const records = new Map<string, ObjectRecord>();
  const keys: string[] = [];
  return {
    get size() {
      return records.size;
    },
    get: (key) => records.get(key),
    set(record) {
      if (!records.has(record.key)) keys.splice(lowerBound(keys, record.key), 0, record.key);
      records.set(record.key, record);
    },
    delete(key) {
      if (records.delete(key)) keys.splice(lowerBound(keys, key), 1);
    },
    *keysFrom(key) {
      for (let index = lowerBound(keys, key); index < keys.length; index++) yield keys[index] as string;
    },
  };
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] as string, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
