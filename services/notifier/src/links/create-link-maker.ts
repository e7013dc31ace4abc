import type { S3Client } from '@aws-sdk/client-s3';
import { createS3Client } from '@proofsheet/object-store';
import { createLinkSigner } from '@proofsheet/photos';
import { createAwsClientOptions } from '@proofsheet/runtime';
import type { Config } from '../config.ts';
import { createAlbumLink } from './create-album-link.ts';
import { createPresignedLink } from './create-presigned-link.ts';
import { createTokenLink } from './create-token-link.ts';
import type { CreateLink } from './link.ts';

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
