import { createHash } from 'node:crypto';
import type { FailureReason } from './failure-reason.ts';

/** Maximum variants: their names are part of a record's key. */
export const maxVariants = 12;
export const maxVariantNameBytes = 32;

/** The outcome of one version of an original: all data that an album page shows without reading an object. */
export type PhotoOutcome =
  | {
      readonly status: 'ready';
      /** Size of the upright original, in pixels. */
      readonly width: number;
      readonly height: number;
      /** Bytes of the primary thumbnail. */
      readonly thumbnailBytes: number;
      /** A ThumbHash, base64url without padding, at most 40 characters: https://evanw.github.io/thumbhash */
      readonly thumbhash: string | undefined;
      /**
       * When the camera took the photo, as ISO 8601 in local time: `2026-07-11T14:30:12`, with `Z` or an offset such as `+09:00`
       * only if the camera wrote one.
       */
      readonly takenAt: string | undefined;
      /** Names of the stored variants, at most `maxVariants`. */
      readonly variants: readonly string[];
    }
  | { readonly status: 'failed'; readonly reason: FailureReason };

/** Identifies the version of the original in a record's key: 48 bits of a hash of its ETag. */
export function etagHash(etag: string): string {
  return createHash('sha256').update(etag.replaceAll('"', '')).digest('base64url').slice(0, 8);
}
