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
  /** All variants of the recipe, by name. */
  readonly variants: ReadonlyMap<string, Image>;
  /** Size of the upright original, in pixels. */
  readonly original: { readonly width: number; readonly height: number };
  /** A blurred preview: a ThumbHash, base64url without padding. */
  readonly thumbhash: string;
  /** When the camera took it; see `PhotoOutcome`. */
  readonly takenAt: string | undefined;
}

/** Why an original can never have thumbnails. */
export interface Failed {
  readonly kind: 'failed';
  readonly reason: FailureReason;
}

/** The result for an original. */
export type Made = Thumbnails | Failed;

/** The work for an original, planned from its header. */
export interface Plan {
  readonly kind: 'plan';
  /** Maximum bytes that the work takes, in addition to the original. */
  readonly memoryBytes: number;
  start(signal: AbortSignal): Work<Made>;
}

/** Work that runs or waits for a thread. */
export interface Work<T> {
  /**
   * The result. Rejects with a `DecodeTimeoutError` past the deadline, or with the reason of the signal. Native code cannot
   * be stopped and continues.
   */
  readonly result: Promise<T>;
  /** Resolves once nothing reads the original's bytes any more. Never rejects. */
  readonly settled: Promise<void>;
}

/** How to make the thumbnails of an original. Faults of the image itself are a result, not an error. */
export interface Recipe {
  /** Identifies the recipe: thumbnails with another id are made again. */
  readonly id: string;
  /** Identifies the limits under which an original fails: failures with another id are tried again. */
  readonly limitsId: string;
  /** Names of the variants. */
  readonly variants: readonly string[];
  /** Maximum bytes that `plan` takes, in addition to the original. */
  readonly headerBytes: number;
  /** Reads the header, under the same limits as the decode. Rejects files that cannot or may not be decoded. */
  plan(original: Buffer, signal: AbortSignal): Work<Plan | Failed>;
}

/** Returns a short id of these parts. */
export function idOf(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
