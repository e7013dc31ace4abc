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

/** The thumbnails of one original. */
export interface Thumbnails {
  readonly kind: 'made';
  readonly primary: Image;
  /** By name, as many as the recipe names. */
  readonly variants: ReadonlyMap<string, Image>;
  /** Of the original, upright, in pixels. */
  readonly original: { readonly width: number; readonly height: number };
}

/** Why an original can never have any. */
export interface Failed {
  readonly kind: 'failed';
  readonly reason: FailureReason;
}

/** What became of an original. */
export type Made = Thumbnails | Failed;

/** What is to be done with an original, as its header tells. */
export interface Plan {
  readonly kind: 'plan';
  /** Bytes that the work takes at most, beside the original's own. */
  readonly memoryBytes: number;
  start(): Work;
}

/** Work that has begun. */
export interface Work {
  /** What came of it: at the latest when its time is over, as native code cannot be stopped. */
  readonly made: Promise<Made>;
  /** Resolves when nothing reads the original's bytes any more. */
  readonly settled: Promise<void>;
}

/** How thumbnails are made of an original. Nothing here throws for what is wrong with the image itself. */
export interface Recipe {
  /** The same for the same results: a thumbnail of another id is made anew. */
  readonly id: string;
  /** Names of the further sizes. */
  readonly variants: readonly string[];
  /** Reads the header. Refuses at once what cannot or may not be decoded. */
  plan(original: Buffer): Promise<Plan | Failed>;
}

/** A short id of everything that decides how the results look. */
export function recipeId(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
