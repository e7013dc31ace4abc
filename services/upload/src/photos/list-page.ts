import type { ListedObject } from '@proofsheet/object-store';
import { outcomesAfter, ownerOutcomePrefix, ownerPrefix, photoPrefix } from '@proofsheet/photos';
import type { AlbumEntry } from './album-entry.ts';
import { type OutcomeRow, toOutcomeRows } from './outcome-row.ts';
import type { Stores } from './photo-store.ts';

export interface PageOptions {
  /** Where the page begins; by default at the start of the album. */
  readonly from: PageStart | undefined;
  readonly limit: number;
}

/** After the original with this key, or at the first photo whose id is not smaller than this one. */
export type PageStart = { readonly after: string } | { readonly photoId: string };

/** A part of an album, newest first. */
export interface AlbumPage {
  readonly entries: readonly AlbumEntry[];
  /** Key of the last entry, if more follow it. */
  readonly next: string | undefined;
}

/** The rows of two listings for some photos. */
export interface ListedPage {
  readonly originals: readonly ListedObject[];
  readonly records: readonly OutcomeRow[];
}

/** Extra rows to list for records of earlier versions and of photos that were just deleted. */
const spareRows = 20;

/** Lists a page's outcome records, then its originals: two calls, wherever in the album the page is. */
export async function listPage(
  { originals, derived }: Stores,
  owner: string,
  { from, limit }: PageOptions,
  signal: AbortSignal,
): Promise<ListedPage & { readonly next: string | undefined }> {
  const outcomes = { prefix: ownerOutcomePrefix(owner), limit: limit + spareRows };
  const records = await derived.list({ ...outcomes, ...startOf(owner, from, toOutcomesStart) }, signal);
  let isAll = records.length < outcomes.limit;
  for (;;) {
    const page = await originals.list(
      { prefix: ownerPrefix(owner), ...startOf(owner, from, toOriginalsStart), limit: limit + 1 },
      signal,
    );
    const shown = page.slice(0, limit);
    const last = shown.at(-1)?.key;
    if (last === undefined) return { originals: [], records: [], next: undefined };
    if (isAll || isBehind(records.at(-1), last)) {
      return {
        originals: shown,
        records: toOutcomeRows(records),
        next: page.length > limit ? last : undefined,
      };
    }
    // Many photos were just deleted and their records still exist. The originals are listed again afterwards.
    while (!isAll && !isBehind(records.at(-1), last)) {
      const more = await derived.list({ ...outcomes, startAfter: records.at(-1)?.key ?? '' }, signal);
      records.push(...more);
      isAll = more.length < outcomes.limit;
    }
  }
}

/** Whether a record sorts after all records of the original with that key. */
function isBehind(row: ListedObject | undefined, original: string): boolean {
  return row !== undefined && row.key > outcomesAfter(original);
}

function startOf(
  owner: string,
  from: PageStart | undefined,
  toKey: (owner: string, from: PageStart) => string,
) {
  return from === undefined ? {} : { startAfter: toKey(owner, from) };
}

function toOriginalsStart(owner: string, from: PageStart): string {
  return 'after' in from ? from.after : photoPrefix(owner, from.photoId);
}

function toOutcomesStart(owner: string, from: PageStart): string {
  return 'after' in from ? outcomesAfter(from.after) : `${ownerOutcomePrefix(owner)}${from.photoId}/`;
}
