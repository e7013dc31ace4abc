import { createPresignDownload, type PresignDownload, thumbnailName } from './presign-download.ts';
import type { Signers } from './signers.ts';

/** Sign downloads of each kind of file. */
export interface DownloadPresigners {
  readonly presignOriginal: PresignDownload;
  /** Signs downloads of originals that browsers save as a file. */
  readonly presignOriginalFile: PresignDownload;
  readonly presignThumbnail: PresignDownload;
  readonly presignDerived: PresignDownload;
}

/** @param urlSeconds maximum lifetime of a URL. */
export function createDownloadPresigners(signers: Signers, urlSeconds: number): DownloadPresigners {
  const { presignOriginal, presignThumbnail, presignDerived } = signers;
  return {
    presignOriginal: createPresignDownload(presignOriginal, urlSeconds),
    presignOriginalFile: createPresignDownload(presignOriginal, urlSeconds, undefined, 'attachment'),
    presignThumbnail: createPresignDownload(presignThumbnail, urlSeconds, thumbnailName),
    presignDerived: createPresignDownload(presignDerived, urlSeconds),
  };
}
