import { SQSClient } from '@aws-sdk/client-sqs';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { checkMessage } from '@proofsheet/photos';
import { createConsumer, createSqsPort } from '@proofsheet/queue';
import {
  consumerOptions,
  createAwsClientOptions,
  type Logger,
  type RunningService,
} from '@proofsheet/runtime';
import type { Config } from './config.ts';
import { createHandleMessage } from './handle-message.ts';
import { createReconcile } from './reconcile/reconcile.ts';
import { createRecipe } from './thumbnails/create-recipe.ts';
import { setUpSharp } from './thumbnails/set-up-sharp.ts';

/** Starts to receive. */
export async function startWorker(config: Config, { logger }: { logger: Logger }): Promise<RunningService> {
  setUpSharp();
  const s3 = createS3Client(createAwsClientOptions(config));
  const client = new SQSClient(createAwsClientOptions(config));
  const sqs = createSqsPort(client, config.ORIGINALS_QUEUE_URL);

  const reconcile = createReconcile({
    originals: createS3ObjectStore(s3, config.ORIGINALS_BUCKET),
    thumbnails: createS3ObjectStore(s3, config.THUMBNAILS_BUCKET),
    derived: createS3ObjectStore(s3, config.DERIVED_BUCKET),
    recipe: createRecipe({ maxPixels: config.MAX_PIXELS }),
    maxBytes: config.MAX_BYTES,
    sendCheck: (key) => sqs.send(checkMessage(config.ORIGINALS_BUCKET, key), config.CHECK_DELAY_SECONDS),
    now: () => new Date(),
  });
  const consumer = createConsumer({
    sqs,
    ...consumerOptions(config),
    handle: createHandleMessage({ originalsBucket: config.ORIGINALS_BUCKET, reconcile, logger }),
    logger,
  });
  consumer.start();
  return {
    ready: () => consumer.ready(),
    async close() {
      await consumer.stop();
      s3.destroy();
      client.destroy();
    },
    about: { concurrency: config.CONCURRENCY },
  };
}
