import { outcomePrefix } from '@proofsheet/photos';

/** A part of a bucket: keys above `after` up to `upTo`, both in the order of their bytes; undefined for no end. */
export interface KeyRange {
  readonly after: string;
  readonly upTo: string | undefined;
}

const hexDigits = [...'0123456789abcdef'];
/** Owners are hashes, so that these parts of a large album service are of one size. */
const boundaries = [...hexDigits, 'g'].map((digit) => `photos/${digit}`);

/** The parts that a bucket is listed in, several at a time. With a prefix there is one part. */
export function keyRanges(prefix: string): KeyRange[] {
  if (prefix !== '') return [{ after: '', upTo: undefined }];
  return ['', ...boundaries].map((after, index) => ({ after, upTo: boundaries[index] }));
}

/**
 * Whether a photo does not lie with its records in one range, or not in one order: its key begins a boundary, or is
 * shortened in the keys of its records. It is looked at by itself.
 */
export function isApart(key: string): boolean {
  return (
    boundaries.some((boundary) => boundary.startsWith(key)) || outcomePrefix(key).startsWith('outcomes/~')
  );
}
