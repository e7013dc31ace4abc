import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';

/** Remembers whether a bucket is known to exist. */
export interface BucketExists {
  /** Called when S3 has answered with an object of the bucket or NoSuchKey. */
  noteSeen(): void;
  /** @throws Error named `NoSuchBucket` if the bucket does not exist, or errors of S3. */
  assert(signal: AbortSignal): Promise<void>;
}

/**
 * The answer to a HEAD has no body: a missing object and a missing bucket are both a plain 404. A missing bucket is a
 * mistake in the settings and must not make photos look deleted. So one more call confirms the first 404 of a process; from
 * then on the bucket is known to exist.
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
    throw Object.assign(new Error(`the bucket ${bucket} does not exist`), { name: 'NoSuchBucket' });
  }
}
