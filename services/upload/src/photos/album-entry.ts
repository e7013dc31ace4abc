import type { ListedObject } from '@proofsheet/object-store';
import { chooseOutcome, type FailureReason, parseOriginalKey } from '@proofsheet/photos';
import type { OutcomeRow } from './outcome-row.ts';

/** The status of a photo. */
export type Outcome =
  | { readonly status: 'processing' }
  | { readonly status: 'failed'; readonly reason: FailureReason; readonly failedAt: Date }
  | ReadyPhoto;

export interface ReadyPhoto {
  readonly status: 'ready';
  readonly readyAt: Date;
  /** Size of the upright original, in pixels. Lists lack it for photos of the earlier layout. */
  readonly dimensions: { readonly width: number; readonly height: number } | undefined;
  /** Bytes of the thumbnail. */
  readonly thumbnailBytes: number;
  readonly thumbhash: string | undefined;
  /** See `PhotoOutcome`. */
  readonly takenAt: string | undefined;
  /** Names of the variants. */
  readonly variants: readonly string[];
}

/** A photo with its status. */
export interface AlbumEntry {
  readonly key: string;
  readonly photoId: string;
  readonly filename: string;
  /** ETag of the original, with its quotes. */
  readonly etag: string;
  /** Bytes of the original. */
  readonly size: number;
  readonly uploadedAt: Date;
  readonly outcome: Outcome;
}

/** Returns the photo of a listed original, or undefined for an object without an owner. */
export function toAlbumEntry(
  { key, etag, size, lastModified }: ListedObject,
  records: readonly OutcomeRow[] = [],
): AlbumEntry | undefined {
  const name = parseOriginalKey(key);
  if (!name) return undefined;
  const { photoId, fileName: filename } = name;
  const row = chooseOutcome(records, etag);
  const outcome: Outcome = row ? toOutcome(row) : { status: 'processing' };
  return { key, photoId, filename, etag, size, uploadedAt: lastModified, outcome };
}

/** Reads the status from an outcome record. */
export function toOutcome({ outcome, at }: OutcomeRow): Outcome {
  if (outcome.status === 'failed') return { ...outcome, failedAt: at };
  const { width, height, ...ready } = outcome;
  return { ...ready, readyAt: at, dimensions: { width, height } };
}
