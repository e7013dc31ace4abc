import type { Static } from 'typebox';
import type { ShareAnswer } from '../schemas/share.ts';
import type { Share } from './share.ts';

/** A share as its owner sees it. */
export function describeShare(share: Share, url: string): Static<typeof ShareAnswer> {
  const { shareId, title, photoIds, createdAt, expiresAt } = share;
  return {
    shareId,
    url,
    ...(title !== undefined && { title }),
    album: photoIds === undefined,
    ...(photoIds && { photos: photoIds.length }),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
