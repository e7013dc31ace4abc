import type { ListedObject } from '@proofsheet/object-store';
import { chooseOutcome, type FailureReason, parseOriginalKey } from '@proofsheet/photos';
import type { OutcomeRow } from './outcome-row.ts';

/** What has become of a photo. */
export type Outcome =
  | { readonly status: 'processing' }
  | { readonly status: 'failed'; readonly reason: FailureReason; readonly failedAt: Date }
  | ReadyPhoto;

export interface ReadyPhoto {
  readonly status: 'ready';
  readonly readyAt: Date;
  /** Of the original, upright, in pixels; lists do not know it of photos of the earlier layout. */
  readonly dimensions: { readonly width: number; readonly height: number } | undefined;
  /** Of the thumbnail, in bytes. */
  readonly thumbnailBytes: number;
  readonly thumbhash: string | undefined;
  /** See `PhotoOutcome`. */
  readonly takenAt: string | undefined;
  /** Names of the further sizes. */
  readonly variants: readonly string[];
}

/** A photo and what has become of it. */
export interface AlbumEntry {
  readonly key: string;
  readonly photoId: string;
  readonly filename: string;
  /** Of the original, with its quotes. */
  readonly etag: string;
  /** Bytes of the original. */
  readonly size: number;
  readonly uploadedAt: Date;
  readonly outcome: Outcome;
}

/** The photo that a listed original is, or undefined for an object that has no owner. */
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

/** What an outcome record tells. */
export function toOutcome({ outcome, at }: OutcomeRow): Outcome {
  if (outcome.status === 'failed') return { ...outcome, failedAt: at };
  const { width, height, ...ready } = outcome;
  return { ...ready, readyAt: at, dimensions: { width, height } };
}
