import { type AlbumEntry, toAlbumEntry } from '../photos/album-entry.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import type { OutcomeFeed } from './outcome-feed.ts';

interface WaitOptions {
  readonly waitSeconds: number;
  readonly gone: AbortSignal;
}

/**
 * Waits while a photo is processing. Returns the photo as it is then, or undefined if it was deleted meanwhile.
 * @throws ProblemError `too-many-waiters`
 */
export function createWaitForOutcome(feed: OutcomeFeed, photos: PhotoStore) {
  return async (
    owner: string,
    entry: AlbumEntry,
    { waitSeconds, gone }: WaitOptions,
  ): Promise<AlbumEntry | undefined> => {
    if (entry.outcome.status !== 'processing' || waitSeconds === 0) return entry;
    const { key, photoId, etag, size, uploadedAt: lastModified } = entry;
    const found = await feed.waitForAny(owner, new Map([[photoId, etag]]), { waitSeconds, gone });
    const records = found.get(photoId);
    if (records) return toAlbumEntry({ key, etag, size, lastModified }, records);
    return (await photos.find(owner, photoId, gone)) && entry;
  };
}

export type WaitForOutcome = ReturnType<typeof createWaitForOutcome>;
