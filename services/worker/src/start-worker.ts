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
import { memoryLimit } from './memory/memory-limit.ts';
import { maxPooledBytes, ownMemory, pooledBuffers } from './memory/own-memory.ts';
import { createMeasures } from './observe/create-measures.ts';
import { createReconcileTraces } from './observe/trace-reconcile.ts';
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

/** Starts the worker. The bench for metrics passes its own `makeMeasures`. */
export async function startWorker(
  config: Config,
  { logger, metrics, tracing }: ServiceContext,
  makeMeasures = createMeasures,
): Promise<RunningService> {
  setUpSharp(config.INPUT_FORMATS);
  const s3 = createS3Client(createAwsClientOptions(config));
  const client = createSqsClient(createAwsClientOptions(config));
  const measures = makeMeasures(metrics);
  const direct = {
    s3,
    endpoint: config.AWS_ENDPOINT_URL,
    connections: createConnections(),
    pool: createBufferPool({
      keep: Math.min(config.CONCURRENCY, pooledBuffers),
      maxKeptBytes: maxPooledBytes,
    }),
    onFallback: (error: unknown) => {
      measures.fallback(error);
      logger.debug(describeError(error), 'request left to the SDK');
    },
  };
  const sqs = createSqsPort(client, config.ORIGINALS_QUEUE_URL);
  const traces = createReconcileTraces(tracing);

  const threads = createDecoderThreads(config.UV_THREADPOOL_SIZE);
  measures.threads(threads);
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
    config.S3_DIRECT ? createDirectObjectStore(direct, bucket) : createS3ObjectStore(s3, bucket);
  const buckets = {
    originals: openBucket(config.ORIGINALS_BUCKET),
    thumbnails: openBucket(config.THUMBNAILS_BUCKET),
    derived: openBucket(config.DERIVED_BUCKET),
  };
  const memory = createMemoryBudget(photoMemory(config), config.CONCURRENCY);
  const reconcile = createReconcile({
    ...measures.buckets(traces.buckets(buckets)),
    recipe: measures.recipe(traces.recipe(recipe)),
    maxBytes: config.MAX_BYTES,
    memory: measures.memory(traces.memory(memory)),
    sendCheck: (key, signal) =>
      sqs.send(checkMessage(config.ORIGINALS_BUCKET, key), signal, config.CHECK_DELAY_SECONDS),
    now: () => new Date(),
  });
  const consumer = createConsumer({
    sqs,
    ...consumerOptions(config),
    gatherMs,
    batchDelayMs,
    handle: traces.handle(
      createHandleMessage({
        originalsBucket: config.ORIGINALS_BUCKET,
        reconcile: measures.reconcile(traces.reconcile(reconcile)),
        logger,
      }),
    ),
    events: measures.events(() => consumer.status()),
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

/** Memory budget for photos, in bytes: the limit of the process less its own use. */
function photoMemory({ MEMORY_MIB }: Config): number {
  const limit = MEMORY_MIB > 0 ? MEMORY_MIB * 1024 ** 2 : memoryLimit();
  return Math.max(limit - ownMemory, 32 * 1024 ** 2);
}
