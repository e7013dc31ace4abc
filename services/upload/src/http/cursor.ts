import { ownerPrefix } from '@proofsheet/photos';
import { ProblemError } from './problem.ts';

/** A cursor for the page of an album that starts after the original with this key. Opaque to clients. */
export function writeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/**
 * The key in a cursor.
 * @throws ProblemError `invalid-request` if it is not a cursor of this owner's album.
 */
export function readCursor(cursor: string, owner: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key.startsWith(ownerPrefix(owner)) && writeCursor(key) === cursor) return key;
  const errors = [{ field: 'querystring/cursor', message: 'must be a nextCursor of your own album' }];
  throw new ProblemError('invalid-request', { errors });
}
