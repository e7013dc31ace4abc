import { ProblemError } from '../http/problem.ts';
import type { OpenUpload } from './upload-handle.ts';

interface Part {
  readonly partNumber: number;
  /** Bytes. */
  readonly size: number;
}

/**
 * Refuses parts that cannot belong to a file of the declared size in parts of equal size, the last one smaller. Clients
 * choose the part size, but part n and the parts before it must fit into the file. This bounds the bytes that an upload can
 * store before it is completed, to its declared size times ln(number of parts).
 * @throws ProblemError `invalid-request`. `where` is the part's place in the body.
 */
export function checkPart({ size: declared }: OpenUpload, { partNumber, size }: Part, where = 'body'): void {
  if (partNumber * size <= declared) return;
  const message = `part ${partNumber} of ${size} bytes does not fit into ${declared} bytes in parts of equal size`;
  throw new ProblemError('invalid-request', { errors: [{ field: `${where}/size`, message }] });
}
