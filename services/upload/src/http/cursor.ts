import { ownerPrefix } from '@proofsheet/photos';
import { ProblemError } from './problem.ts';

/** Where the next page of an album begins: behind the original of this key. Clients may not look inside. */
export function writeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/**
 * The key in a cursor.
 * @throws ProblemError `invalid-request` when it is not one of ours, or another owner's.
 */
export function readCursor(cursor: string, owner: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key.startsWith(ownerPrefix(owner)) && writeCursor(key) === cursor) return key;
  const errors = [{ field: 'querystring/cursor', message: 'must be a nextCursor of your own album' }];
  throw new ProblemError('invalid-request', { errors });
}
