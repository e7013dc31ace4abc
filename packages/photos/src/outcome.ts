import { createHash } from 'node:crypto';
import type { FailureReason } from './failure-reason.ts';

/** Their names are part of a record's key, which has room for so many. */
export const maxVariants = 12;
export const maxVariantNameBytes = 32;

/** What has become of one version of an original: all that a page shows of it without reading an object. */
export type PhotoOutcome =
  | {
      readonly status: 'ready';
      /** Of the original, upright, in pixels. */
      readonly width: number;
      readonly height: number;
      /** Of the primary thumbnail. */
      readonly thumbnailBytes: number;
      /** A ThumbHash, base64url without padding, at most 40 characters: https://evanw.github.io/thumbhash */
      readonly thumbhash: string | undefined;
      /**
       * When the camera took it, as ISO 8601 in the camera's local time: `2026-07-11T14:30:12`, with `Z` or an offset
       * such as `+09:00` only if the camera wrote one.
       */
      readonly takenAt: string | undefined;
      /** Names of the further sizes that were stored with it, `maxVariants` at most. */
      readonly variants: readonly string[];
    }
  | { readonly status: 'failed'; readonly reason: FailureReason };

/** Stands for the version of the original in a record's key: 48 bits of a hash of its ETag. */
export function etagHash(etag: string): string {
  return createHash('sha256').update(etag.replaceAll('"', '')).digest('base64url').slice(0, 8);
}
