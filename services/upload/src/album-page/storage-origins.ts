import type { S3Client } from '@aws-sdk/client-s3';
import { resolveBucketUrl } from '@proofsheet/object-store';
import type { SignerSettings } from '../presign/signers.ts';

/** The origins of the buckets for browsers. */
export async function findStorageOrigins(s3: S3Client, settings: SignerSettings): Promise<string[]> {
  const { ORIGINALS_BUCKET, THUMBNAILS_BUCKET, DERIVED_BUCKET } = settings;
  const publicEndpoint = settings.S3_PUBLIC_ENDPOINT ?? settings.AWS_ENDPOINT_URL;
  const urls = [ORIGINALS_BUCKET, THUMBNAILS_BUCKET, DERIVED_BUCKET].map((bucket) =>
    resolveBucketUrl({ s3, bucket, publicEndpoint }),
  );
  return [...new Set((await Promise.all(urls)).map(({ origin }) => origin))];
}
