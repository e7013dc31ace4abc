import { parseOriginalKey, photoIdTime } from '@proofsheet/photos';
import { toOutcome } from './album-entry.ts';
import type { DescribePhoto } from './describe-photo.ts';
import type { OutcomeRow } from './outcome-row.ts';

/**
 * Describes a photo from its outcome record alone: without its size in bytes, and with the time of its upload request as
 * the time of upload. Undefined for objects without an owner.
 */
export function createDescribeRow(describePhoto: DescribePhoto) {
  return async (row: OutcomeRow, now: Date) => {
    const name = parseOriginalKey(row.original);
    if (!name) return undefined;
    const { size, ...photo } = await describePhoto(
      {
        key: row.original,
        photoId: name.photoId,
        filename: name.fileName,
        etag: '',
        size: 0,
        uploadedAt: new Date(photoIdTime(name.photoId)),
        outcome: toOutcome(row),
      },
      now,
    );
    return photo;
  };
}

export type DescribeRow = ReturnType<typeof createDescribeRow>;
