import { parseOriginalKey } from '@proofsheet/photos';
import type { CreateLink } from './link.ts';

export interface AlbumLinkOptions {
  /** Public URL of the upload service, without a slash at its end. */
  readonly publicUrl: string;
  /** Creates links for photos without an album: those uploaded without the API. */
  readonly createOtherLink: CreateLink;
}

/** Links to the photo in its owner's album. They work as long as the photo exists, for readers who sign in as the owner. */
export function createAlbumLink({ publicUrl, createOtherLink }: AlbumLinkOptions): CreateLink {
  return async (key) => {
    const photoId = parseOriginalKey(key)?.photoId;
    return photoId === undefined
      ? createOtherLink(key)
      : { url: `${publicUrl}/p/${photoId}`, ends: undefined };
  };
}
