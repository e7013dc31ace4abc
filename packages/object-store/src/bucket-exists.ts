import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';

/** Remembers whether a bucket is known to exist. */
export interface BucketExists {
  /** S3 has answered with an object of the bucket, or that the bucket has no such key. */
  noteSeen(): void;
  /** @throws Error named `NoSuchBucket` when there is no such bucket, or what S3 throws. */
  assert(signal: AbortSignal): Promise<void>;
}

/**
 * The answer to a HEAD has no body: 404 is the same for a missing object and for a missing bucket. A missing bucket is a
 * mistake in the settings, and no photo may be taken for deleted because of it. So the first 404 of a process is
 * confirmed by one more call; from then on the bucket is known to exist.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function createBucketExists(s3: S3Client, bucket: string): BucketExists {
  let seen = false;
  return {
    noteSeen() {
      seen = true;
    },
    async assert(signal) {
      if (seen) return;
      await s3.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal: signal }).catch(throwNamed);
      seen = true;
    },
  };

  function throwNamed(error: { name?: string }): never {
    if (error.name !== 'NotFound') throw error;
    throw Object.assign(new Error(`there is no bucket ${bucket}`), { name: 'NoSuchBucket' });
  }
}
