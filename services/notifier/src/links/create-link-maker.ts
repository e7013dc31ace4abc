import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createS3Client } from '@proofsheet/object-store';
import { createLinkSigner, type LinkSigner, parseOriginalKey } from '@proofsheet/photos';
import { createAwsClientOptions } from '@proofsheet/runtime';
import type { Config } from '../config.ts';

/** A link in a notification. */
export interface Link {
  readonly url: string;
  /** When the link stops working; undefined if it works as long as the photo exists. */
  readonly ends: Date | undefined;
}

/** Creates a link to the photo with this key. */
export type CreateLink = (key: string) => Promise<Link>;

/** Creates the kind of links that the settings select. */
export function createLinkMaker(config: Config, s3: S3Client): CreateLink {
  const common = {
    linkDays: config.LINK_DAYS,
    thumbnailsBucket: config.THUMBNAILS_BUCKET,
    now: () => new Date(),
  };
  const { PUBLIC_URL: publicUrl = '', LINK_KEYS: keys = [] } = config;
  if (config.LINK_MODE === 'presigned')
    return createPresignedLink({ ...common, s3: clientOfReaders(config, s3) });
  const createOtherLink = createTokenLink({ ...common, publicUrl, links: createLinkSigner(keys) });
  return config.LINK_MODE === 'album' ? createAlbumLink({ publicUrl, createOtherLink }) : createOtherLink;
}

function clientOfReaders({ S3_PUBLIC_ENDPOINT, ...config }: Config, s3: S3Client): S3Client {
  if (S3_PUBLIC_ENDPOINT === undefined) return s3;
  return createS3Client(createAwsClientOptions({ ...config, AWS_ENDPOINT_URL: S3_PUBLIC_ENDPOINT }));
}

interface TokenLinkOptions {
  readonly links: LinkSigner;
  readonly linkDays: number;
  /** Public URL of the upload service, without a slash at its end. */
  readonly publicUrl: string;
  readonly thumbnailsBucket: string;
  readonly now: () => Date;
}

/** Links to the upload service. They work until they expire, or until the original is deleted. */
function createTokenLink(options: TokenLinkOptions): CreateLink {
  const { links, linkDays, publicUrl, thumbnailsBucket, now } = options;
  return async (key) => {
    const ends = new Date(now().getTime() + linkDays * 86_400_000);
    const token = await links.sign({ bucket: thumbnailsBucket, key }, ends);
    return { url: `${publicUrl}/l/${token}`, ends };
  };
}

interface AlbumLinkOptions {
  /** Public URL of the upload service, without a slash at its end. */
  readonly publicUrl: string;
  /** Creates links for photos without an album: those uploaded without the API. */
  readonly createOtherLink: CreateLink;
}

/** Links to the photo in its owner's album. They work as long as the photo exists, for readers who sign in as the owner. */
export function createAlbumLink({ publicUrl, createOtherLink }: AlbumLinkOptions): CreateLink {
  return async (key) => {
    const photoId = parseOriginalKey(key)?.photoId;
    return photoId === undefined
      ? createOtherLink(key)
      : { url: `${publicUrl}/p/${photoId}`, ends: undefined };
  };
}

interface PresignedLinkOptions {
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
