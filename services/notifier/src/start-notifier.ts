import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SNSClient } from '@aws-sdk/client-sns';
import {
  type BufferPool,
  createConnections,
  createDirectObjectStore,
  createS3Client,
} from '@proofsheet/object-store';
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
import { describeError } from '@proofsheet/runtime/metrics';
import type { Config } from './config.ts';
import { createNotifier } from './create-notifier.ts';
import { createRounds } from './gather/create-rounds.ts';
import { createSecondsToWait } from './gather/seconds-to-wait.ts';
import { createHandleMessage } from './handle-message.ts';
import { createLinkMaker } from './links/create-link-maker.ts';
import { createComposeMessage } from './messages/compose-message.ts';
import { createPacer } from './notify/create-pacer.ts';
import { createPublish } from './notify/create-publish.ts';
import { createEarlierRecords } from './notify/earlier-records.ts';
import { rememberComposed } from './notify/remember-composed.ts';
import { createTopics } from './notify/topics.ts';
import { createNotifierMetrics } from './observe/create-notifier-metrics.ts';
import { createNotificationTraces } from './observe/trace-notifications.ts';

/** Maximum time for an answer of SNS, and for S3 to write the records after it. Milliseconds. */
const snsMs = 8_000;
const recordMs = 7_000;

/** Waits before the second and the third attempt to write a record. Milliseconds. */
const pauses = [250, 1_000];

/** See `ConsumerOptions`: fewer receives and deletes, each of more messages. Milliseconds. */
const gatherMs = 20;
const batchDelayMs = 200;

/** Records are small and are converted to text at once. */
const pool: BufferPool = { take: (size) => Buffer.allocUnsafe(size), give() {} };

/** Creates the clients and the consumer, and starts receiving. */
export async function startNotifier(
  config: Config,
  { logger, metrics, tracer }: ServiceContext,
): Promise<RunningService> {
  const s3 = createS3Client(createAwsClientOptions(config));
  const sns = createSnsClient(config);
  const client = createSqsClient(createAwsClientOptions(config));
  const sqs = createSqsPort(client, config.THUMBNAILS_QUEUE_URL);
  const connections = createConnections();
  const direct = {
    s3,
    endpoint: config.AWS_ENDPOINT_URL,
    connections,
    pool,
    onFallback: (error: unknown) => logger.debug(describeError(error), 'request left to the SDK'),
  };
  const open = (bucket: string) => createDirectObjectStore(direct, bucket);
  const derived = open(config.DERIVED_BUCKET);
  const measured = createNotifierMetrics(metrics);
  const traces = createNotificationTraces(tracer);
  const gathering = {
    quietSeconds: config.NOTIFY_QUIET_SECONDS,
    maxWaitSeconds: config.NOTIFY_MAX_WAIT_SECONDS,
    now: Date.now,
  };

  const notifier = createNotifier({
    ...gathering,
    ...measured,
    originals: open(config.ORIGINALS_BUCKET),
    thumbnails: open(config.THUMBNAILS_BUCKET),
    derived,
    earlier: createEarlierRecords({ derived, now: Date.now }),
    topics: createTopics({
      topicArn: config.TOPIC_ARN,
      ownerTopics: config.OWNER_TOPICS,
      sharedTopic: config.SHARED_TOPIC,
    }),
    notifyWithinMs: config.NOTIFY_WITHIN_DAYS * 86_400_000,
    notifyFailed: config.NOTIFY_FAILED,
    leaseSeconds: config.CLAIM_SECONDS,
    createNonce: randomUUID,
    joinRound: createRounds(),
    secondsToWait: createSecondsToWait(gathering),
    maxPhotos: config.NOTIFY_MAX_PHOTOS,
    maxDigestMs: (config.HANDLER_SECONDS * 1000) / 2,
    sendMessage: (body, delaySeconds, signal) => sqs.send(body, signal, delaySeconds),
    compose: traces.compose(
      rememberComposed(
        createComposeMessage({ language: config.NOTIFY_LANGUAGE, createLink: createLinkMaker(config, s3) }),
      ),
    ),
    publish: traces.publish(createPublish(sns)),
    traceBatch: traces.batch,
    takeTurn: createPacer({ perSecond: config.NOTIFY_MAX_PER_SECOND, now: Date.now }),
    pause: (attempt, signal) => delay(pauses[attempt - 2], undefined, { signal }),
    snsMs,
    recordMs,
    logger,
  });
  const consumer = createConsumer({
    sqs,
    ...consumerOptions(config),
    gatherMs,
    batchDelayMs,
    handle: createHandleMessage({
      ...notifier,
      thumbnailsBucket: config.THUMBNAILS_BUCKET,
      derivedBucket: config.DERIVED_BUCKET,
      logger,
    }),
    events: createConsumerMetrics(metrics, { status: () => consumer.status() }),
    onStuck: () => exitWhenStuck(consumer, logger, 'handler'),
    logger,
  });
  consumer.start();
  return {
    ready: () => consumer.ready(),
    async close() {
      await consumer.stop();
      connections.close();
      for (const aws of [s3, sns, client]) aws.destroy();
    },
    about: { language: config.NOTIFY_LANGUAGE, quietSeconds: config.NOTIFY_QUIET_SECONDS },
  };
}

/** One attempt only: to SNS, a retry is a second message, and each is an email. */
function createSnsClient(config: Config): SNSClient {
  const sns = new SNSClient({
    ...createAwsClientOptions(config),
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: snsMs },
  });
  return limitCalls(sns, snsMs);
}
