import type { LinkSigner } from '@proofsheet/photos';
import type { CreateLink } from './link.ts';

export interface TokenLinkOptions {
  readonly links: LinkSigner;
  readonly linkDays: number;
  /** Public URL of the upload service, without a slash at its end. */
  readonly publicUrl: string;
  readonly thumbnailsBucket: string;
  readonly now: () => Date;
}

/** Links to the upload service. They work until they expire, or until the original is deleted. */
export function createTokenLink(options: TokenLinkOptions): CreateLink {
  const { links, linkDays, publicUrl, thumbnailsBucket, now } = options;
  return async (key) => {
    const ends = new Date(now().getTime() + linkDays * 86_400_000);
    const token = await links.sign({ bucket: thumbnailsBucket, key }, ends);
    return { url: `${publicUrl}/l/${token}`, ends };
  };
}
