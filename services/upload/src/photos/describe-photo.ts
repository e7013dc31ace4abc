import type { Static } from 'typebox';
import type { PresignDownload } from '../presign/presign-download.ts';
import type { AlbumPhoto } from '../schemas/photo.ts';
import type { AlbumEntry, ReadyPhoto } from './album-entry.ts';

/** Width of every thumbnail in pixels. The height follows from the photo's shape. */
const thumbnailWidth = 200;

export type DescribePhoto = ReturnType<typeof createDescribePhoto>;

/** Describes a photo for the API, with a URL of its thumbnail. */
export function createDescribePhoto(presignThumbnail: PresignDownload) {
  return async (entry: AlbumEntry, now: Date): Promise<Static<typeof AlbumPhoto>> => {
    const { key, photoId, filename, size, outcome } = entry;
    const { status } = outcome;
    const photo = { photoId, filename, size, uploadedAt: entry.uploadedAt.toISOString(), status };
    if (outcome.status === 'processing') return photo;
    if (outcome.status === 'failed')
      return { ...photo, reason: outcome.reason, failedAt: outcome.failedAt.toISOString() };
    return { ...photo, ...(await describeReady(outcome, presignThumbnail(key, now))) };
  };
}

async function describeReady(outcome: ReadyPhoto, presigned: ReturnType<PresignDownload>) {
  const { dimensions, thumbhash, takenAt, variants, thumbnailBytes, readyAt } = outcome;
  return {
    readyAt: readyAt.toISOString(),
    ...dimensions,
    ...(thumbhash !== undefined && { thumbhash }),
    ...(takenAt !== undefined && { takenAt }),
    ...(variants.length > 0 && { variants: [...variants] }),
    thumbnail: {
      ...(dimensions && { width: thumbnailWidth, height: thumbnailHeight(dimensions) }),
      size: thumbnailBytes,
      ...(await presigned),
    },
  };
}

function thumbnailHeight({ width, height }: { width: number; height: number }): number {
  return Math.max(1, Math.round((height * thumbnailWidth) / width));
}
