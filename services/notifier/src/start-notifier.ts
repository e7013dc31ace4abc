import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { createLinkSigner } from '@proofsheet/photos';
import { createConsumer, createSqsPort } from '@proofsheet/queue';
import {
  consumerOptions,
  createAwsClientOptions,
  type Logger,
  type RunningService,
} from '@proofsheet/runtime';
import { createAnnouncePhoto } from './announce/announce-photo.ts';
import { createTakeClaim } from './announce/claim.ts';
import type { Config } from './config.ts';
import { createPublish } from './create-publish.ts';
import { createHandleMessage } from './handle-message.ts';
import { createCompose } from './messages/create-compose.ts';

/** Longest time for SNS to answer, and for S3 to take the record after it, in milliseconds. */
const snsMs = 8_000;
const recordMs = 15_000;

/** Starts to receive. */
export async function startNotifier(config: Config, { logger }: { logger: Logger }): Promise<RunningService> {
  const s3 = createS3Client(createAwsClientOptions(config));
  const sns = createSnsClient(config);
  const client = new SQSClient(createAwsClientOptions(config));
  const derived = createS3ObjectStore(s3, config.DERIVED_BUCKET);

  const announcePhoto = createAnnouncePhoto({
    originals: createS3ObjectStore(s3, config.ORIGINALS_BUCKET),
    thumbnails: createS3ObjectStore(s3, config.THUMBNAILS_BUCKET),
    derived,
    takeClaim: createTakeClaim({ store: derived, leaseSeconds: config.CLAIM_SECONDS, now: Date.now }),
    compose: createCompose({
      language: config.NOTIFY_LANGUAGE,
      links: createLinkSigner(config.LINK_KEYS),
      linkDays: config.LINK_DAYS,
      publicUrl: config.PUBLIC_URL,
      thumbnailsBucket: config.THUMBNAILS_BUCKET,
      now: () => new Date(),
    }),
    publish: createPublish(sns, config.TOPIC_ARN),
    publishMs: snsMs + recordMs,
    announceWithinMs: config.ANNOUNCE_WITHIN_DAYS * 86_400_000,
    now: Date.now,
  });
  const consumer = createConsumer({
    sqs: createSqsPort(client, config.THUMBNAILS_QUEUE_URL),
    ...consumerOptions(config),
    handle: createHandleMessage({ thumbnailsBucket: config.THUMBNAILS_BUCKET, announcePhoto, logger }),
    logger,
  });
  consumer.start();
  return {
    ready: () => consumer.ready(),
    async close() {
      await consumer.stop();
      for (const aws of [s3, sns, client]) aws.destroy();
    },
    about: { language: config.NOTIFY_LANGUAGE },
  };
}

/** One attempt only: SNS cannot tell a second attempt from a second message, and each is a mail. */
function createSnsClient(config: Config): SNSClient {
  return new SNSClient({
    ...createAwsClientOptions(config),
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: snsMs },
  });
}
