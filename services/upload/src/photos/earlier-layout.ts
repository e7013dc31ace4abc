import type { ListedObject } from '@proofsheet/object-store';
import {
  ownerFailurePrefix,
  ownerPrefix,
  parseFailureKey,
  photoIdTime,
  photoPrefix,
  readThumbnailMetadata,
} from '@proofsheet/photos';
import type { AlbumEntry, Outcome } from './album-entry.ts';
import { listScattered } from './list-scattered.ts';
import type { Stores } from './photo-store.ts';

/** Milliseconds after which a photo without an outcome record may be one of the earlier layout. */
const processingMs = 60_000;

/** Whether a photo may be of the earlier layout, in which only the thumbnail shows that it is ready. */
export function mayBeEarlier({ outcome, photoId }: AlbumEntry, hasRecords: boolean, now: Date): boolean {
  return (
    outcome.status === 'processing' && !hasRecords && now.getTime() - photoIdTime(photoId) > processingMs
  );
}

/**
 * Reads the status of photos of the earlier layout with two listings: an existing thumbnail counts unless it is older than
 * the original.
 */
export async function listEarlier(
  { thumbnails, derived }: Stores,
  owner: string,
  entries: readonly AlbumEntry[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Outcome>> {
  const prefix = ownerPrefix(owner);
  const folders = entries.map(({ photoId }) => photoPrefix(owner, photoId));
  const failures = folders.map((folder) => ownerFailurePrefix(owner) + folder.slice(prefix.length));
  const [ready, failed] = await Promise.all([
    listScattered(thumbnails, prefix, folders, signal),
    listScattered(derived, ownerFailurePrefix(owner), failures, signal),
  ]);
  const thumbnailOf = new Map(ready.map((row) => [row.key, row]));
  const failureOf = new Map(failed.flatMap(toFailure));
  return new Map(
    entries.flatMap(({ key, uploadedAt }) => {
      const outcome = toReady(thumbnailOf.get(key), uploadedAt) ?? failureOf.get(key);
      return outcome ? [[key, outcome] as const] : [];
    }),
  );
}

/** Reads the status of one photo. The metadata of its thumbnail name the original it was made from. */
export async function readEarlier(
  { thumbnails, derived }: Stores,
  owner: string,
  { key, etag, photoId }: AlbumEntry,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const head = await thumbnails.head(key, signal);
  const thumbnail = head && readThumbnailMetadata(head.metadata);
  if (head && thumbnail?.sourceEtag === etag) {
    const { madeAt: readyAt, originalWidth: width, originalHeight: height } = thumbnail;
    return { ...readyOf(head.size, readyAt), dimensions: { width, height } };
  }
  const prefix = `${ownerFailurePrefix(owner)}${photoId}/`;
  const [failure] = (await derived.list({ prefix, limit: 1 }, signal)).flatMap(toFailure);
  return failure?.[1];
}

function toReady(thumbnail: ListedObject | undefined, uploadedAt: Date): Outcome | undefined {
  if (!thumbnail || thumbnail.lastModified < uploadedAt) return undefined;
  return readyOf(thumbnail.size, thumbnail.lastModified);
}

function readyOf(thumbnailBytes: number, readyAt: Date) {
  const unknown = { dimensions: undefined, thumbhash: undefined, takenAt: undefined, variants: [] };
  return { status: 'ready', readyAt, thumbnailBytes, ...unknown } as const;
}

function toFailure({ key, lastModified }: ListedObject): [string, Outcome][] {
  const failure = parseFailureKey(key);
  if (!failure) return [];
  return [[failure.original, { status: 'failed', reason: failure.reason, failedAt: lastModified }]];
}
