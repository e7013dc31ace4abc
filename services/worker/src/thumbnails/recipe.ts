import { createHash } from 'node:crypto';
import type { FailureReason } from '@proofsheet/photos';

/** An encoded image. */
export interface Image {
  readonly body: Buffer;
  readonly contentType: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What became of an original: its thumbnails, or the reason why it can never have any. */
export type Made =
  | {
      readonly kind: 'made';
      readonly primary: Image;
      /** By name, as many as the recipe names. */
      readonly variants: ReadonlyMap<string, Image>;
      /** Of the original, upright, in pixels. */
      readonly original: { readonly width: number; readonly height: number };
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

/** How thumbnails are made of an original. */
export interface Recipe {
  /** The same for the same results: a thumbnail of another id is made anew. */
  readonly id: string;
  /** Names of the further sizes. */
  readonly variants: readonly string[];
  /** Never throws for what is wrong with the image itself. */
  make(original: Buffer): Promise<Made>;
}

/** A short id of everything that decides how the results look. */
export function recipeId(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
