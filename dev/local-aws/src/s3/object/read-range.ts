import { AwsError } from '../../aws-error.ts';

/** Offsets of bytes, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads `bytes=0-99`, `bytes=100-` or `bytes=-100`. Anything else, several ranges included, means the whole.
 * @throws InvalidRange (416) when no byte of the object is in it.
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || match[0] === 'bytes=-') return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= size || end < start) {
    const message = 'The requested range is not satisfiable';
    throw new AwsError('InvalidRange', 416, message, {
      RangeRequested: match[0],
      ActualObjectSize: String(size),
    });
  }
  return { start, end };
}
