import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createStack } from '@proofsheet/local-aws';
import { createS3Client, createS3ObjectStore } from '@proofsheet/object-store';
import { createLogger, createMetrics } from '@proofsheet/runtime';
import type { LocalSystem } from '@proofsheet/system';
import { readConfig } from '@proofsheet/worker/config';
import type { createObserver } from '@proofsheet/worker/observer';
import { startWorker } from '@proofsheet/worker/start';
import { createCounter } from '../create-counter.ts';

/** A worker inside this process, with its own buckets and queue. */
export interface Rival {
  /** Makes all thumbnails once more. Returns the CPU time of a photo, in milliseconds. */
  runBlock(): Promise<number>;
  /** CPU time of one scrape, in milliseconds. */
  scrape(): Promise<number>;
  close(): Promise<void>;
}

const { signal } = new AbortController();

/** The same `count` photos for every block: the originals stay, the thumbnails are deleted before each. */
export async function startRival(
  name: string,
  local: LocalSystem,
  { photo, count }: { photo: Buffer; count: number },
  makeObserver: typeof createObserver,
): Promise<Rival> {
  const { endpoint, region, accessKeyId, secretAccessKey } = local;
  const access = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const stack = await createStack({ ...access, name });
  const s3 = createS3Client({ ...access, forcePathStyle: true });
  const sqs = new SQSClient(access);
  const thumbnails = createS3ObjectStore(s3, stack.thumbnailsBucket);
  const visits = createCounter();
  const write = (line: string) => {
    if (line.includes('"msg":"reconciled"')) visits.add(1);
  };
  const metrics = createMetrics('worker');
  const context = { logger: createLogger('worker', 'info', { write }), metrics, tracer: undefined };
  const worker = await startWorker(workerConfig(local, stack), context, makeObserver);
  const keys = Array.from({ length: count }, (_, number) => `bench/${number}.jpg`);
  const originals = createS3ObjectStore(s3, stack.originalsBucket);
  for (const key of keys) await originals.put(key, photo, { contentType: 'image/jpeg' }, signal);
  let visited = count;
  await visits.reach(visited);

  async function runBlock(): Promise<number> {
    for (const { key, etag } of await thumbnails.list({ prefix: '' }, signal)) {
      await thumbnails.delete(key, { etag }, signal);
    }
    const before = process.cpuUsage();
    await sendEvents(sqs, stack.originalsQueueUrl, stack.originalsBucket, keys);
    visited += count;
    await visits.reach(visited);
    return cpuSince(before) / count;
  }

  return {
    runBlock,
    async scrape() {
      const before = process.cpuUsage();
      for (let times = 0; times < 20; times += 1) await metrics.metrics();
      return cpuSince(before) / 20;
    },
    async close() {
      await worker.close();
      s3.destroy();
      sqs.destroy();
    },
  };
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function workerConfig(local: LocalSystem, stack: Awaited<ReturnType<typeof createStack>>) {
  return readConfig({
    AWS_REGION: local.region,
    AWS_ENDPOINT_URL: local.endpoint,
    ORIGINALS_BUCKET: stack.originalsBucket,
    THUMBNAILS_BUCKET: stack.thumbnailsBucket,
    DERIVED_BUCKET: stack.derivedBucket,
    ORIGINALS_QUEUE_URL: stack.originalsQueueUrl,
    RECEIVE_WAIT_SECONDS: '5',
  });
}

async function sendEvents(
  sqs: SQSClient,
  QueueUrl: string,
  bucket: string,
  keys: readonly string[],
): Promise<void> {
  for (let from = 0; from < keys.length; from += 10) {
    const Entries = keys.slice(from, from + 10).map((key, index) => {
      const Records = [{ eventTime: new Date(), s3: { bucket: { name: bucket }, object: { key } } }];
      return { Id: String(index), MessageBody: JSON.stringify({ Records }) };
    });
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}
