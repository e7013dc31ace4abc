import type { ListedObject } from '@proofsheet/object-store';
import { type FailureReason, parseOriginalKey, parseOutcomeKey } from '@proofsheet/photos';

/** A photo as far as lists tell. */
export type AlbumEntry = {
  readonly key: string;
  readonly photoId: string;
  readonly filename: string;
  /** Bytes of the original. */
  readonly size: number;
  readonly uploadedAt: Date;
} & (
  | { readonly status: 'processing' }
  | { readonly status: 'failed'; readonly reason: FailureReason }
  | { readonly status: 'ready' /** Bytes. */; readonly thumbnailSize: number }
);

/**
 * Brings the three lists together. A thumbnail that is there counts as right: that it was made from an earlier
 * original of the same key, only `readOutcome` sees.
 */
export function toAlbumEntries(
  originals: readonly ListedObject[],
  thumbnails: readonly ListedObject[],
  failures: readonly ListedObject[],
): AlbumEntry[] {
  const sizes = new Map(thumbnails.map(({ key, size }) => [key, size]));
  const reasons = new Map(
    failures.flatMap(({ key }) => {
      const { original, outcome } = parseOutcomeKey(key) ?? {};
      return original && outcome?.status === 'failed' ? [[original, outcome.reason]] : [];
    }),
  );
  return originals.flatMap(({ key, size, lastModified }) => {
    const name = parseOriginalKey(key);
    if (!name) return [];
    const { photoId, fileName: filename } = name;
    const photo = { key, photoId, filename, size, uploadedAt: lastModified };
    return [{ ...photo, ...outcomeOf(sizes.get(key), reasons.get(key)) }];
  });
}

function outcomeOf(thumbnailSize: number | undefined, reason: FailureReason | undefined) {
  if (thumbnailSize !== undefined) return { status: 'ready', thumbnailSize } as const;
  return reason ? ({ status: 'failed', reason } as const) : ({ status: 'processing' } as const);
}
