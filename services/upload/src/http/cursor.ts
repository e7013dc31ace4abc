import { ownerPrefix, photoPrefix } from '@proofsheet/photos';
import type { PageStart } from '../photos/list-page.ts';
import { ProblemError } from './problem.ts';

/** A cursor for the page of an album that starts after the original with this key. Opaque to clients. */
export function writeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** A cursor for the page that starts with the photo of this id, or with the next one if it was deleted. */
export function writePosition(owner: string, photoId: string): string {
  return writeCursor(photoPrefix(owner, photoId));
}

/**
 * Where the page of a cursor starts.
 * @throws ProblemError `invalid-request` if it is not a cursor of this owner's album.
 */
export function readCursor(cursor: string, owner: string): PageStart {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key.startsWith(ownerPrefix(owner)) && writeCursor(key) === cursor) {
    // No original's key ends with a slash.
    return key.endsWith('/') ? { photoId: key.slice(ownerPrefix(owner).length, -1) } : { after: key };
  }
  const errors = [{ field: 'querystring/cursor', message: 'must be a nextCursor of your own album' }];
  throw new ProblemError('invalid-request', { errors });
}
