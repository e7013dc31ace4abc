import { listAll } from '@proofsheet/harness/list-all';
import type { ObjectStore } from '@proofsheet/object-store';
import { parseOriginalKey } from '@proofsheet/photos';

/** What must be stored: ETags by file name, for files sent through the API, and by key; undefined for deleted ones. */
export interface Expected {
  readonly names: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string | undefined>;
}

/** Compares the originals with what clients were told is stored. Returns what is wrong, a line each. */
export async function compareStored(originals: ObjectStore, { names, keys }: Expected): Promise<string[]> {
  const errors: string[] = [];
  const seen = new Set<string>();
  for (const { key, etag } of await listAll(originals)) {
    const name = keys.has(key) ? key : (parseOriginalKey(key)?.fileName ?? key);
    const wanted = keys.has(key) ? keys.get(key) : names.get(name);
    if (wanted === undefined) errors.push(`${key} should not be stored`);
    else if (seen.has(name)) errors.push(`${name} is stored twice`);
    else if (wanted !== etag) errors.push(`${key} has other bytes`);
    seen.add(name);
  }
  const wanted = [...names.keys(), ...[...keys].filter(([, etag]) => etag).map(([key]) => key)];
  return [...errors, ...wanted.filter((name) => !seen.has(name)).map((name) => `${name} is not stored`)];
}
