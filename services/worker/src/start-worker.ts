import {
  createBufferPool,
  createConnections,
  createDirectObjectStore,
  createS3Client,
  createS3ObjectStore,
} from '@proofsheet/object-store';
import { checkMessage } from '@proofsheet/photos';
import { createConsumer, createSqsClient, createSqsPort, exitWhenStuck } from '@proofsheet/queue';
import {
  consumerOptions,
  createAwsClientOptions,
  type RunningService,
  type ServiceContext,
} from '@proofsheet/runtime';
import { describeError } from '@proofsheet/runtime/metrics';
import type { Config } from './config.ts';
import { createHandleMessage } from './handle-message.ts';
import { createMemoryBudget } from './memory/memory-budget.ts';
import { maxPooledBytes, photoMemory, pooledBuffers } from './memory/memory-limit.ts';
import { createObserver } from './observe/create-observer.ts';
import { createReconcile } from './reconcile/reconcile.ts';
import { createRecipe } from './thumbnails/create-recipe.ts';
import { createDecoderThreads } from './thumbnails/decoder-threads.ts';
import { createHeicDecoder } from './thumbnails/heic/decode-heic.ts';
import { setUpSharp } from './thumbnails/set-up-sharp.ts';

/** A decode that still runs this long after its deadline counts as stuck. Milliseconds. */
const stuckMs = 120_000;

/** See `ConsumerOptions`. A photo takes about as long. Milliseconds. */
const gatherMs = 20;
/** Large photos finish far apart: with a shorter wait, few deletes would share a batch. Milliseconds. */
const batchDelayMs = 200;

/** Starts the worker. The bench for metrics passes its own `makeObserver`. */
export async function startWorker(
  config: Config,
  { logger, metrics, tracer }: ServiceContext,
  makeObserver = createObserver,
): Promise<RunningService> {
  setUpSharp(config.INPUT_FORMATS);
  const s3 = createS3Client(createAwsClientOptions(config));
  const client = createSqsClient(createAwsClientOptions(config));
  const observer = makeObserver(metrics, tracer);
  const direct = {
    s3,
    endpoint: config.AWS_ENDPOINT_URL,
    connections: createConnections(),
    pool: createBufferPool({
      keep: Math.min(config.CONCURRENCY, pooledBuffers),
      maxKeptBytes: maxPooledBytes,
    }),
    onFallback: (error: unknown) => {
      observer.fallback(error);
      logger.debug(describeError(error), 'request left to the SDK');
    },
  };
  const sqs = createSqsPort(client, config.ORIGINALS_QUEUE_URL);

  const threads = createDecoderThreads(config.UV_THREADPOOL_SIZE);
  const recipe = createRecipe({
    formats: config.INPUT_FORMATS,
    maxPixels: config.MAX_PIXELS,
    maxFrames: config.MAX_FRAMES,
    variants: config.VARIANTS,
    background: config.THUMBNAIL_BACKGROUND,
    decodeMs: config.DECODE_SECONDS * 1000,
    stuckMs,
    threads,
    decodeHeic: createHeicDecoder(),
    onStuck: () => exitWhenStuck(consumer, logger, 'decoder'),
  });
  const openBucket = (bucket: string) =>
    observer.store(
      config.S3_DIRECT ? createDirectObjectStore(direct, bucket) : createS3ObjectStore(s3, bucket),
    );
  const memory = createMemoryBudget(photoMemory(config.MEMORY_MIB), config.CONCURRENCY);
  observer.watch({ memory, threads });
  const reconcile = createReconcile({
    originals: openBucket(config.ORIGINALS_BUCKET),
    thumbnails: openBucket(config.THUMBNAILS_BUCKET),
    derived: openBucket(config.DERIVED_BUCKET),
    recipe,
    maxBytes: config.MAX_BYTES,
    memory,
    observer,
    sendCheck: (key, signal) =>
      sqs.send(checkMessage(config.ORIGINALS_BUCKET, key), signal, config.CHECK_DELAY_SECONDS),
    now: () => new Date(),
  });
  const consumer = createConsumer({
    sqs,
    ...consumerOptions(config),
    gatherMs,
    batchDelayMs,
    handle: createHandleMessage({
      originalsBucket: config.ORIGINALS_BUCKET,
      reconcile,
      observe: observer.photo,
      logger,
    }),
    events: observer.events(() => consumer.status()),
    onStuck: () => exitWhenStuck(consumer, logger, 'handler'),
    logger,
  });
  consumer.start();
  return {
    ready: () => consumer.ready() && !threads.blocked(),
    async close() {
      await consumer.stop();
      direct.connections.close();
      s3.destroy();
      client.destroy();
    },
    about: { concurrency: config.CONCURRENCY },
  };
}
