import { isPhotoId } from '@proofsheet/photos';
import type { Album } from '../photos/album.ts';
import { type AlbumEntry, toAlbumEntry } from '../photos/album-entry.ts';
import type { OutcomeFeed } from './outcome-feed.ts';

interface WaitOptions {
  readonly waitSeconds: number;
  readonly gone: AbortSignal;
}

/**
 * Reads several photos by their ids. While all of them are processing or not uploaded yet, waits for the first change.
 * @throws ProblemError `too-many-waiters`
 */
export function createWaitForAny(feed: OutcomeFeed, album: Album) {
  return async (
    owner: string,
    photoIds: readonly string[],
    { waitSeconds, gone }: WaitOptions,
  ): Promise<ReadonlyMap<string, AlbumEntry>> => {
    const ids = photoIds.filter(isPhotoId);
    const first = await album.findAll(owner, ids, gone);
    const isPending =
      ids.length > 0 && [...first.values()].every(({ outcome }) => outcome.status === 'processing');
    if (!isPending || waitSeconds === 0) return first;
    const etags = new Map(ids.map((id) => [id, first.get(id)?.etag]));
    const found = await feed.waitForAny(owner, etags, { waitSeconds, gone });
    // For photos that did not exist at first, the ETag that their record must match is unknown.
    if ([...found.keys()].some((id) => !first.has(id))) return album.findAll(owner, ids, gone);
    return new Map(
      [...first].map(([id, entry]) => {
        const records = found.get(id);
        const original = { ...entry, lastModified: entry.uploadedAt };
        return [id, (records && toAlbumEntry(original, records)) ?? entry] as const;
      }),
    );
  };
}

export type WaitForAny = ReturnType<typeof createWaitForAny>;
