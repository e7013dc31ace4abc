import type { ListedObject, ListOptions, ObjectStore } from '@proofsheet/object-store';
import { outcomesAfter, ownerOutcomePrefix, ownerPrefix } from '@proofsheet/photos';
import { type AlbumEntry, toAlbumEntries } from './album-entry.ts';
import type { Stores } from './photo-store.ts';

/** A part of an album, newest first. */
export interface AlbumPage {
  readonly entries: readonly AlbumEntry[];
  /** Key of the last entry, if more follow it. */
  readonly next: string | undefined;
}

interface PageOptions {
  /** Key of the original that the page begins behind. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Rows asked for beyond a page's length: room for thumbnails whose originals were deleted a moment ago. */
const spareRows = 20;

/** Lists an owner's photos: three list calls side by side, wherever in the album the page is. */
export function createListAlbum({ originals, thumbnails, derived }: Stores) {
  return async (owner: string, { after, limit }: PageOptions, signal: AbortSignal): Promise<AlbumPage> => {
    const photos = { prefix: ownerPrefix(owner), ...(after !== undefined && { startAfter: after }) };
    const failures = {
      prefix: ownerOutcomePrefix(owner),
      ...(after !== undefined && { startAfter: outcomesAfter(after) }),
    };
    const [page, ...parts] = await Promise.all([
      originals.list({ ...photos, limit: limit + 1 }, signal),
      listFrom(thumbnails, { ...photos, limit: limit + spareRows }, signal),
      listFrom(derived, { ...failures, limit: limit + spareRows }, signal),
    ]);
    const shown = page.slice(0, limit);
    const last = shown.at(-1)?.key;
    if (last === undefined) return { entries: [], next: undefined };
    const [ready, failed] = await Promise.all([parts[0].upTo(last), parts[1].upTo(outcomesAfter(last))]);
    return { entries: toAlbumEntries(shown, ready, failed), next: page.length > limit ? last : undefined };
  };
}

export type ListAlbum = ReturnType<typeof createListAlbum>;

async function listFrom(store: ObjectStore, options: ListOptions & { limit: number }, signal: AbortSignal) {
  const rows = await store.list(options, signal);
  return {
    /** The rows, and those that are missing up to `key`: none, unless many originals were just deleted. */
    async upTo(key: string): Promise<ListedObject[]> {
      let page = rows;
      for (let last = page.at(-1)?.key; last !== undefined && last < key; last = page.at(-1)?.key) {
        if (page.length < options.limit) break;
        page = await store.list({ ...options, startAfter: last }, signal);
        rows.push(...page);
      }
      return rows;
    },
  };
}
