import type { AddressInfo } from 'node:net';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { createLinkSigner } from '@proofsheet/photos';
import { createAwsClientOptions, type Logger, type Metrics, type RunningService } from '@proofsheet/runtime';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createPresigner } from './presigner.ts';

/** Starts to serve the API. */
export async function startUpload(
  config: Config,
  { logger, metrics }: { logger: Logger; metrics: Metrics },
): Promise<RunningService> {
  const s3 = createS3Client(createAwsClientOptions(config));
  const publicEndpoint = config.S3_PUBLIC_ENDPOINT ?? config.AWS_ENDPOINT_URL;
  const app = await createApp({
    config,
    stores: {
      originals: createS3ObjectStore(s3, config.ORIGINALS_BUCKET),
      thumbnails: createS3ObjectStore(s3, config.THUMBNAILS_BUCKET),
      derived: createS3ObjectStore(s3, config.DERIVED_BUCKET),
    },
    presignOriginal: await createPresigner({ s3, bucket: config.ORIGINALS_BUCKET, publicEndpoint }),
    presignThumbnail: await createPresigner({ s3, bucket: config.THUMBNAILS_BUCKET, publicEndpoint }),
    links: createLinkSigner(config.LINK_KEYS),
    logger,
    metrics,
    now: () => new Date(),
  });
  await app.listen({ host: config.HOST, port: config.PORT });
  let closing = false;
  return {
    ready: () => !closing,
    async close() {
      closing = true;
      await app.close();
      s3.destroy();
    },
    about: { port: (app.server.address() as AddressInfo).port },
  };
}
