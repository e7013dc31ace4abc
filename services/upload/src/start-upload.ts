import type { AddressInfo } from 'node:net';
import { SNSClient } from '@aws-sdk/client-sns';
import { createS3Client, createS3ObjectStore, type ObjectStore } from '@proofsheet/object-store';
import { createLinkSigner } from '@proofsheet/photos';
import { createSqsClient, createSqsPort } from '@proofsheet/queue';
import { limitCalls } from '@proofsheet/runtime/calls';
import { createAwsClientOptions, type RunningService, type ServiceContext } from '@proofsheet/runtime';
import { activeTraceId } from '@proofsheet/runtime/telemetry';
import { findStorageOrigins } from './album-page/storage-origins.ts';
import { createApp } from './app.ts';
import { createFindOwner } from './auth/find-owner.ts';
import type { Config } from './config.ts';
import { openAccessLog } from './http/access-log.ts';
import { watchQueues } from './metrics/watch-queues.ts';
import { watchSweeps } from './metrics/watch-sweeps.ts';
import { createMultipartStore } from './photos/multipart-store.ts';
import { createUploadHandles } from './photos/upload-handle.ts';
import { createSigners } from './presign/signers.ts';
import { createSubscriptionStore } from './subscriptions/subscription-store.ts';

/**
 * Deadline of a call to S3 or SNS in milliseconds, including retries: answers of the API are small, and clients should learn
 * of an outage long before the handler's own timeout.
 */
const callMs = 5_000;
const callLimits = { answerMs: callMs, transferMs: callMs };

/** Starts the API. `makeSigners` is for benchmarks that compare signers. */
export async function startUpload(
  config: Config,
  { logger, metrics, tracer }: ServiceContext,
  makeSigners = createSigners,
): Promise<RunningService> {
  const s3 = createS3Client(createAwsClientOptions(config));
  const sns = limitCalls(new SNSClient(createAwsClientOptions(config)), callMs);
  const sqs = createSqsClient(createAwsClientOptions(config));
  const { TOPIC_ARN, ORIGINALS_QUEUE_URL } = config;
  const owners = await createFindOwner(config, { logger, metrics });
  const accessLog = openAccessLog(config.LOG_LEVEL, tracer && activeTraceId);
  const queues = watchQueues(config, { logger, metrics });
  const originals = createS3ObjectStore(s3, config.ORIGINALS_BUCKET, { limits: callLimits });
  const derived = createS3ObjectStore(s3, config.DERIVED_BUCKET, { limits: callLimits });
  watchSweeps(metrics, { derived, logger });
  const app = await createApp({
    config,
    stores: {
      originals,
      thumbnails: createS3ObjectStore(s3, config.THUMBNAILS_BUCKET, { limits: callLimits }),
      derived,
    },
    multipart: createMultipartStore(s3, config.ORIGINALS_BUCKET, {
      handles: createUploadHandles(config.LINK_KEYS),
      limits: callLimits,
    }),
    signers: await makeSigners(s3, config),
    storageOrigins: await findStorageOrigins(s3, config),
    owners,
    links: createLinkSigner(config.LINK_KEYS),
    sendToOriginals: ORIGINALS_QUEUE_URL ? createSqsPort(sqs, ORIGINALS_QUEUE_URL).send : undefined,
    subscriptions: TOPIC_ARN ? createSubscriptionStore(sns, TOPIC_ARN) : undefined,
    logger,
    accessLog: accessLog.logger,
    metrics,
    tracer,
    now: () => new Date(Date.now() + s3.config.systemClockOffset),
  });
  await app.listen({ host: config.HOST, port: config.PORT });
  let closing = false;
  const asked = askTheTime(originals);
  return {
    ready: () => !closing,
    async close() {
      closing = true;
      await app.close();
      await asked;
      accessLog.close();
      owners.close();
      s3.destroy();
      sns.destroy();
      sqs.destroy();
      queues.close();
    },
    about: { port: (app.server.address() as AddressInfo).port },
  };
}

/**
 * S3 refuses URLs by its own clock. The SDK learns from any answer, also from a refusal, how far that of this machine is
 * off. Without an answer the machine's clock counts.
 */
async function askTheTime(originals: ObjectStore): Promise<void> {
  await originals.head('.clock', AbortSignal.timeout(callMs)).catch(() => {});
}
