import type { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore, type ObjectStore } from '@proofsheet/object-store';

export const bucketSettings = ['ORIGINALS_BUCKET', 'THUMBNAILS_BUCKET', 'DERIVED_BUCKET'] as const;

/** The three buckets of an installation. */
export interface Stores {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
}

export function createStores(
  s3: S3Client,
  settings: Readonly<Record<(typeof bucketSettings)[number], string>>,
): Stores {
  return {
    originals: createS3ObjectStore(s3, settings.ORIGINALS_BUCKET),
    thumbnails: createS3ObjectStore(s3, settings.THUMBNAILS_BUCKET),
    derived: createS3ObjectStore(s3, settings.DERIVED_BUCKET),
  };
}
