import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createConsumer, createSqsPort } from '@proofsheet/queue';
import { createLogger } from '@proofsheet/runtime';
import { startSystem } from '@proofsheet/system';
import { createCounter } from '../create-counter.ts';

const warmUp = 4000;
const count = 4000;

/** CPU time of consumer and SDK for a message whose handler returns at once, in milliseconds. */
export async function runQueue(): Promise<number> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-bench-'));
  const system = await startSystem({ dataDir, services: [] });
  const { endpoint, region, accessKeyId, secretAccessKey, originalsQueueUrl } = system.local;
  const client = new SQSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  await fill(client, originalsQueueUrl, warmUp + count);
  const handled = createCounter();
  const consumer = createConsumer({
    sqs: createSqsPort(client, originalsQueueUrl),
    handle: async () => handled.add(1),
    logger: createLogger('bench', 'error'),
    concurrency: 10,
    visibilitySeconds: 60,
    handlerSeconds: 60,
    waitSeconds: 1,
    graceSeconds: 5,
  });
  consumer.start();
  await handled.reach(warmUp);
  const before = process.cpuUsage();
  await handled.reach(warmUp + count);
  const { user, system: kernel } = process.cpuUsage(before);
  await consumer.stop();
  client.destroy();
  await system.stop();
  await rm(dataDir, { recursive: true, force: true });
  return (user + kernel) / 1000 / count;
}

async function fill(client: SQSClient, QueueUrl: string, number: number): Promise<void> {
  const body = JSON.stringify({
    Records: [{ s3: { bucket: { name: 'originals' }, object: { key: 'a'.repeat(100) } } }],
  });
  for (let sent = 0; sent < number; sent += 10) {
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: body }));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}
