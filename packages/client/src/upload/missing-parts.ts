import type { StoredPart } from './sent-file.ts';

export interface Part {
  readonly partNumber: number;
  /** Its first byte in the file. */
  readonly start: number;
  /** Bytes. */
  readonly size: number;
}

/** The parts of a file of `size` bytes that S3 lacks, in their order. */
export function missingParts(size: number, partSize: number, stored: readonly StoredPart[]): Part[] {
  const there = new Set(stored.map(({ PartNumber }) => PartNumber));
  return Array.from({ length: Math.ceil(size / partSize) }, (_, index) => ({
    partNumber: index + 1,
    start: index * partSize,
    size: Math.min(partSize, size - index * partSize),
  })).filter(({ partNumber }) => !there.has(partNumber));
}
