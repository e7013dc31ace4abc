import { randomUUID } from 'node:crypto';
import { SNSClient } from '@aws-sdk/client-sns';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { digestMessage } from '@proofsheet/photos';
import {
  createConsumer,
  createConsumerMetrics,
  createSqsClient,
  createSqsPort,
  exitWhenStuck,
} from '@proofsheet/queue';
import {
  consumerOptions,
  createAwsClientOptions,
  type RunningService,
  type ServiceContext,
} from '@proofsheet/runtime';
import { limitCalls } from '@proofsheet/runtime/calls';
import { createAnnouncer } from './announce/create-announcer.ts';
import { createPacer } from './announce/create-pacer.ts';
import type { Config } from './config.ts';
import { createPublish } from './create-publish.ts';
import { createSecondsToWait } from './gather/seconds-to-wait.ts';
import { createHandleMessage } from './handle-message.ts';
import { createLinkMaker } from './links/create-link-maker.ts';
import { createCompose } from './messages/create-compose.ts';
import { createNotifierMetrics } from './observe/create-notifier-metrics.ts';
import { measureAnnouncements } from './observe/measure-announcements.ts';
import { measureAnnouncer, measureLooks } from './observe/measure-announcer.ts';
import { createAnnouncementTraces } from './observe/trace-announcements.ts';

/** Longest time for SNS to answer, and for S3 to take the records after it, in milliseconds. */
const snsMs = 8_000;
const recordMs = 7_000;

/** Starts to receive. */
export async function startNotifier(
  config: Config,
  { logger, metrics, tracing }: ServiceContext,
): Promise<RunningService> {
  const s3 = createS3Client(createAwsClientOptions(config));
  const sns = createSnsClient(config);
  const client = createSqsClient(createAwsClientOptions(config));
  const sqs = createSqsPort(client, config.THUMBNAILS_QUEUE_URL);
  const gathering = {
    quietSeconds: config.NOTIFY_QUIET_SECONDS,
    maxWaitSeconds: config.NOTIFY_MAX_WAIT_SECONDS,
    now: Date.now,
  };

  const measured = createNotifierMetrics(metrics);
  const traces = createAnnouncementTraces(tracing);
  const steps = traces.steps({
    compose: createCompose({ language: config.NOTIFY_LANGUAGE, createLink: createLinkMaker(config, s3) }),
    publish: createPublish({ sns, topicArn: config.TOPIC_ARN, ownerTopics: config.OWNER_TOPICS }),
  });

  const announcer = createAnnouncer({
    ...gathering,
    ...measureAnnouncements(steps, measured),
    watchLooks: (lookAtPhoto) => measureLooks(lookAtPhoto, measured),
    traceAnnouncement: traces.announce,
    originals: createS3ObjectStore(s3, config.ORIGINALS_BUCKET),
    thumbnails: traces.reads(createS3ObjectStore(s3, config.THUMBNAILS_BUCKET)),
    derived: traces.reads(createS3ObjectStore(s3, config.DERIVED_BUCKET)),
    announceWithinMs: config.NOTIFY_WITHIN_DAYS * 86_400_000,
    announceFailed: config.NOTIFY_FAILED,
    leaseSeconds: config.CLAIM_SECONDS,
    createNonce: randomUUID,
    secondsToWait: createSecondsToWait(gathering),
    photosPerMail: config.NOTIFY_MAX_PHOTOS,
    sendDigest: (key, delaySeconds, signal) => sqs.send(digestMessage(key), signal, delaySeconds),
    takeTurn: createPacer({ perSecond: config.NOTIFY_MAX_PER_SECOND, now: Date.now }),
    publishMs: snsMs + recordMs,
    logger,
  });
  const consumer = createConsumer({
    sqs,
    ...consumerOptions(config),
    handle: traces.handle(
      createHandleMessage({
        ...traces.announcer(measureAnnouncer(announcer, measured)),
        thumbnailsBucket: config.THUMBNAILS_BUCKET,
        derivedBucket: config.DERIVED_BUCKET,
        logger,
      }),
    ),
    events: createConsumerMetrics(metrics, { status: () => consumer.status() }),
    onStuck: () => exitWhenStuck(consumer, logger, 'handler'),
    logger,
  });
  consumer.start();
  return {
    ready: () => consumer.ready(),
    async close() {
      await consumer.stop();
      for (const aws of [s3, sns, client]) aws.destroy();
    },
    about: { language: config.NOTIFY_LANGUAGE, quietSeconds: config.NOTIFY_QUIET_SECONDS },
  };
}

/** One attempt only: SNS cannot tell a second attempt from a second message, and each is a mail. */
function createSnsClient(config: Config): SNSClient {
  const sns = new SNSClient({
    ...createAwsClientOptions(config),
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: snsMs },
  });
  return limitCalls(sns, snsMs);
}
