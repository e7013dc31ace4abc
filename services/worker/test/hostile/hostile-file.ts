import type { FailureReason } from '@proofsheet/photos';

/** A file that is made to do harm, or several of a kind, and how each has to end. */
export interface HostileFile {
  readonly name: string;
  readonly build: () => Files | Promise<Files>;
  /** The outcomes that are right; `made` is a thumbnail. */
  readonly ends: readonly (FailureReason | 'made')[];
  /** Formats beside those of the default settings. */
  readonly formats?: readonly string[];
}

type Files = Buffer | readonly Buffer[];

export const mib = 1024 ** 2;

/** Yields copies of a piece, without a list of them in memory. */
export function repeat(piece: Buffer, count: number): Buffer {
  return Buffer.alloc(piece.length * count, piece);
}
