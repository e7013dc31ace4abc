import { compareKeys } from '@proofsheet/object-store';
import type { ObjectIndex } from '../object-index.ts';
import type { ObjectRecord } from '../object-record.ts';

/** The end of a page, where the next one starts. */
export interface PageEnd {
  readonly key: string;
  /** A common prefix that was listed already. */
  readonly skipPrefix?: string;
}

export interface Page {
  readonly records: ObjectRecord[];
  readonly commonPrefixes: string[];
  /** Undefined on the last page. */
  readonly next?: PageEnd;
}

/** One page of a listing, at most `maxKeys` keys and common prefixes together. */
export function collectPage(
  objects: ObjectIndex,
  options: { prefix: string; delimiter: string; after: PageEnd; maxKeys: number },
): Page {
  const { prefix, delimiter, after, maxKeys } = options;
  const records: ObjectRecord[] = [];
  const commonPrefixes: string[] = [];
  let end = after;
  if (maxKeys === 0) return { records, commonPrefixes };
  for (const key of objects.keysFrom(compareKeys(after.key, prefix) > 0 ? after.key : prefix)) {
    if (!key.startsWith(prefix)) break;
    if (key === after.key || (end.skipPrefix && key.startsWith(end.skipPrefix))) continue;
    if (records.length + commonPrefixes.length === maxKeys) return { records, commonPrefixes, next: end };
    const common = commonPrefixOf(key, prefix, delimiter);
    const record = objects.get(key);
    if (common !== undefined) commonPrefixes.push(common);
    else if (record) records.push(record);
    end = common === undefined ? { key } : { key, skipPrefix: common };
  }
  return { records, commonPrefixes };
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const index = key.indexOf(delimiter, prefix.length);
  return index === -1 ? undefined : key.slice(0, index + delimiter.length);
}
