import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { CreateLink } from './link.ts';

export interface PresignedLinkOptions {
  /** A client of the endpoint for readers. */
  readonly s3: S3Client;
  readonly linkDays: number;
  readonly thumbnailsBucket: string;
  readonly now: () => Date;
}

/** Seconds: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const longestSeconds = 7 * 86_400;

/**
 * Links straight to S3. They stop working when the credentials that signed them expire: with a role, after hours at most. If
 * that time is known, `linkEnds` says so.
 */
export function createPresignedLink(options: PresignedLinkOptions): CreateLink {
  const { s3, linkDays, thumbnailsBucket, now } = options;
  return async (key) => {
    const signingDate = now();
    const { expiration } = await s3.config.credentials();
    const left = expiration ? (expiration.getTime() - signingDate.getTime()) / 1000 : longestSeconds;
    const expiresIn = Math.max(1, Math.floor(Math.min(left, linkDays * 86_400, longestSeconds)));
    const command = new GetObjectCommand({ Bucket: thumbnailsBucket, Key: key });
    const url = await getSignedUrl(s3, command, { expiresIn, signingDate });
    return { url, ends: new Date(signingDate.getTime() + expiresIn * 1000) };
  };
}
