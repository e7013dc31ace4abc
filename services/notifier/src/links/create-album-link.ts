import { parseOriginalKey } from '@proofsheet/photos';
import type { CreateLink } from './link.ts';

export interface AlbumLinkOptions {
  /** Where readers reach the upload service, without a slash at its end. */
  readonly publicUrl: string;
  /** Creates the links of photos that are in no album: those uploaded without the API. */
  readonly createOtherLink: CreateLink;
}

/** Links to the photo in its owner's album. They work as long as the photo exists, for readers who sign in as its owner. */
export function createAlbumLink({ publicUrl, createOtherLink }: AlbumLinkOptions): CreateLink {
  return async (key) => {
    const photoId = parseOriginalKey(key)?.photoId;
    return photoId === undefined
      ? createOtherLink(key)
      : { url: `${publicUrl}/p/${photoId}`, ends: undefined };
  };
}
