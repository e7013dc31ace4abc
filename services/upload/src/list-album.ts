import type { ListedObject, ObjectStore } from '@proofsheet/object-store';
import {
  type FailureReason,
  ownerFailurePrefix,
  ownerPrefix,
  parseFailureKey,
  parseOriginalKey,
} from '@proofsheet/photos';
import type { Stores } from './photo-store.ts';

/** A photo as far as lists tell. */
export type AlbumEntry = { readonly key: string; readonly photoId: string; readonly filename: string } & {
  /** Bytes of the original. */
  readonly size: number;
  readonly uploadedAt: Date;
} & (
    | { readonly status: 'processing' }
    | { readonly status: 'failed'; readonly reason: FailureReason }
    /** Bytes of the thumbnail. */
    | { readonly status: 'ready'; readonly thumbnailSize: number }
  );

export interface AlbumPage {
  readonly entries: readonly AlbumEntry[];
  /** Key of the last entry, if more follow it. */
  readonly next: string | undefined;
}

/** Rows asked for beyond a page's length: room for thumbnails whose originals were deleted a moment ago. */
const spareRows = 20;

export type ListAlbum = ReturnType<typeof createListAlbum>;

/**
 * Lists an owner's photos, newest first: three list calls side by side, wherever in the album the page is. A
 * thumbnail that is there counts as right: that it belongs to an earlier original of the same key, only `readOutcome`
 * sees.
 */
export function createListAlbum({ originals, thumbnails, derived }: Stores) {
  return async (
    owner: string,
    { after, limit }: { after: string | undefined; limit: number },
    signal: AbortSignal,
  ): Promise<AlbumPage> => {
    const prefix = ownerPrefix(owner);
    const failures = ownerFailurePrefix(owner);
    const list = (store: ObjectStore, from: string, to: string | undefined, rows: number) =>
      store.list({ prefix: from, ...(to !== undefined && { startAfter: to }), limit: rows }, signal);
    const [page, ready, failed] = await Promise.all([
      list(originals, prefix, after, limit + 1),
      list(thumbnails, prefix, after, limit + spareRows),
      list(derived, failures, after && failures + after.slice(prefix.length), limit + spareRows),
    ]);
    const shown = page.slice(0, limit);
    const entries = toEntries(shown, ready, failed);
    return { entries, next: page.length > limit ? shown.at(-1)?.key : undefined };
  };
}

function toEntries(
  originals: readonly ListedObject[],
  thumbnails: readonly ListedObject[],
  failures: readonly ListedObject[],
): AlbumEntry[] {
  const sizes = new Map(thumbnails.map(({ key, size }) => [key, size]));
  const reasons = new Map(
    failures
      .map(({ key }) => parseFailureKey(key))
      .filter((failure) => failure !== undefined)
      .map(({ original, reason }) => [original, reason]),
  );
  return originals.flatMap(({ key, size, lastModified }) => {
    const name = parseOriginalKey(key);
    if (!name) return [];
    const photo = { key, photoId: name.photoId, filename: name.fileName, size, uploadedAt: lastModified };
    const thumbnailSize = sizes.get(key);
    if (thumbnailSize !== undefined) return [{ ...photo, status: 'ready', thumbnailSize }];
    const reason = reasons.get(key);
    return [reason ? { ...photo, status: 'failed', reason } : { ...photo, status: 'processing' }];
  });
}
