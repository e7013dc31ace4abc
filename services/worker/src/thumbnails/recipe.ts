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
  /** A blurred preview: a ThumbHash, base64url without padding. */
  readonly thumbhash: string;
  /** When the camera took it, see `PhotoOutcome`. */
  readonly takenAt: string | undefined;
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
  start(signal: AbortSignal): Work<Made>;
}

/** Work that has begun, or waits for a thread. */
export interface Work<T> {
  /**
   * What came of it. Rejects with a `DecodeTimeoutError` when its time is over, and with the reason of its signal:
   * native code cannot be stopped, and goes on.
   */
  readonly result: Promise<T>;
  /** Resolves when nothing reads the original's bytes any more. Never rejects. */
  readonly settled: Promise<void>;
}

/** How thumbnails are made of an original. What is wrong with the image itself is a result, not an error. */
export interface Recipe {
  /** The same for the same results: a thumbnail of another id is made anew. */
  readonly id: string;
  /** The same for the same limits, under which an original fails: a failure of another id is tried again. */
  readonly limitsId: string;
  /** Names of the further sizes. */
  readonly variants: readonly string[];
  /** Bytes that `plan` takes at most, beside the original's own. */
  readonly headerBytes: number;
  /** Reads the header, under the same limits as the decode. Refuses at once what cannot or may not be decoded. */
  plan(original: Buffer, signal: AbortSignal): Work<Plan | Failed>;
}

/** A short id of these parts. */
export function idOf(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
