import { cleanFileName, type LinkSigner, parseOriginalKey } from '@proofsheet/photos';
import type { Publication } from '../create-publish.ts';
import { type Language, messageTexts } from './message-texts.ts';

export interface ComposeOptions {
  readonly language: Language;
  readonly links: LinkSigner;
  readonly linkDays: number;
  /** Where readers reach the upload service, without a slash at its end. */
  readonly publicUrl: string;
  readonly thumbnailsBucket: string;
  readonly now: () => Date;
}

/** The message that announces the photo with this key. */
export function createCompose({
  language,
  links,
  linkDays,
  publicUrl,
  thumbnailsBucket,
  now,
}: ComposeOptions) {
  return async (key: string): Promise<Publication> => {
    const linkEnds = new Date(now().getTime() + linkDays * 86_400_000);
    const token = await links.sign({ bucket: thumbnailsBucket, key }, linkEnds);
    const photo = parseOriginalKey(key);
    const text = messageTexts[language]({
      // A key that did not come through the API may hold line breaks, with which a name could pose as our text.
      fileName: cleanFileName(key),
      link: `${publicUrl}/l/${token}`,
      linkEnds,
    });
    return { ...text, attributes: photo ? { owner: photo.owner, photoId: photo.photoId } : {} };
  };
}
