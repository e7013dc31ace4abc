interface BucketSettings {
  readonly ORIGINALS_BUCKET: string;
  readonly THUMBNAILS_BUCKET: string;
  readonly DERIVED_BUCKET: string;
}

/** Problems of these settings in combination: a thumbnail must never be stored in the originals bucket. */
export function problemsOfBuckets({
  ORIGINALS_BUCKET,
  THUMBNAILS_BUCKET,
  DERIVED_BUCKET,
}: BucketSettings): string[] {
  return new Set([ORIGINALS_BUCKET, THUMBNAILS_BUCKET, DERIVED_BUCKET]).size < 3
    ? ['ORIGINALS_BUCKET, THUMBNAILS_BUCKET, DERIVED_BUCKET: must be three different buckets']
    : [];
}
