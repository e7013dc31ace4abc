import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PurgeQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { burst } from '../../bench/src/scale/arrivals.ts';
import { chartDefaults } from '../../bench/src/scale/scaling-settings.ts';
import { simulate } from '../../bench/src/scale/simulate.ts';
import { queues } from '../cluster/aws/open-cluster-aws.ts';
import { forwardPort } from '../cluster/kubernetes/forward-port.ts';
import type { KubeApi } from '../cluster/kubernetes/kube-api.ts';
import type { Deployment } from '../cluster/kubernetes/objects.ts';
import { runCommand } from '../cluster/kubernetes/run-command.ts';
import { createNamespace, removeNamespace, startEmulator } from '../cluster/set-up.ts';
import { createApiKey, releaseValues } from '../cluster/values.ts';
import { scaledObjects } from './objects.ts';
import type { Options } from './read-options.ts';

/** Enough for KEDA to want more pods than are allowed. */
const messages = 2_000;
const lookMs = 200;
const endSeconds = 180;
/** The simulation may be wrong by this share. */
const tolerance = 0.2;

/** Fills a queue that nobody reads, and compares the time until all pods are ready with the simulation. */
export async function runScalingTest(
  kube: KubeApi,
  { namespace, tag, image, max }: Options,
): Promise<boolean> {
  await createNamespace(kube, namespace);
  try {
    const emulator = await startEmulator(kube, namespace, tag);
    const port = await forwardPort(namespace, 'service/local-aws', 4566);
    const url = `http://local-aws:4566/000000000000/${queues.originals}`;
    const access = { ...emulator, endpoint: port.url };
    // The bucket has sent a test event, for which there would be a worker.
    await withSqs(access, (sqs) => sqs.send(new PurgeQueueCommand({ QueueUrl: url })));
    const linkKeys = `test:${randomBytes(32).toString('base64')}`;
    const apiKeys = [createApiKey()];
    const values = releaseValues({ namespace, release: 'proofsheet', tag, ...emulator, apiKeys, linkKeys });
    const worker = { ...values.worker, scaling: { max } };
    const objects = await scaledObjects({ ...values, worker }, { image, namespace });
    await runCommand('kubectl', ['apply', '--namespace', namespace, '--filename', '-'], objects);
    const ready = ['wait', '--for=condition=Ready', '--timeout=60s', 'scaledobject', '--all'];
    await runCommand('kubectl', [...ready, '--namespace', namespace]);
    await untilReplicas(kube, namespace, 0);
    await withSqs(access, (sqs) => fill(sqs, url));
    const seen = await watchReplicas(kube, namespace, max);
    port.close();
    return compare(seen, max);
  } finally {
    await removeNamespace(kube, namespace);
  }
}

interface Access {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

async function withSqs(
  { endpoint, region, accessKeyId, secretAccessKey }: Access,
  use: (sqs: SQSClient) => Promise<unknown>,
): Promise<void> {
  const credentials = { accessKeyId, secretAccessKey };
  const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  await use(sqs);
  sqs.destroy();
}

async function fill(sqs: SQSClient, QueueUrl: string): Promise<void> {
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: '{}' }));
  const send = () => sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  for (let batch = 0; batch < messages / 10; batch += 20) await Promise.all(Array.from({ length: 20 }, send));
}

/** Seconds until each number of ready pods was first reached, since the call. */
async function watchReplicas(
  kube: KubeApi,
  namespace: string,
  max: number,
): Promise<ReadonlyMap<number, number>> {
  const start = performance.now();
  const seen = new Map<number, number>();
  for (let most = 0; most < max && performance.now() - start < endSeconds * 1_000; await delay(lookMs)) {
    const count = await readyReplicas(kube, namespace);
    for (let number = most + 1; number <= count; number += 1)
      seen.set(number, (performance.now() - start) / 1_000);
    most = Math.max(most, count);
  }
  return seen;
}

async function readyReplicas(kube: KubeApi, namespace: string): Promise<number> {
  const where = `/apis/apps/v1/namespaces/${namespace}/deployments/proofsheet-worker`;
  return (await kube.get<Deployment>(where)).status.readyReplicas ?? 0;
}

async function untilReplicas(kube: KubeApi, namespace: string, wanted: number): Promise<void> {
  const where = `/apis/apps/v1/namespaces/${namespace}/deployments/proofsheet-worker`;
  while (((await kube.get<Deployment>(where)).status.replicas ?? 0) !== wanted) await delay(lookMs);
}

/** The real time must lie within the simulated ones of all phases, give or take the tolerance. */
function compare(seen: ReadonlyMap<number, number>, max: number): boolean {
  const settings = { ...chartDefaults, max, photosPerSecond: 0, queueLagSeconds: 0 };
  const runs = Array.from({ length: 20 }, (_, index) =>
    simulate(settings, burst(messages, 1e6), index / 20, endSeconds),
  );
  const steps = [1, 5, 10, 20, max].filter((step, index, all) => step <= max && all.indexOf(step) === index);
  let passed = true;
  process.stdout.write('| ready pods | cluster, s | simulated, s |\n|---|---|---|\n');
  for (const step of steps) {
    const times = runs.map(({ workers }) => workers.findIndex((count) => count >= step));
    const [least, most] = [Math.min(...times), Math.max(...times)];
    const real = seen.get(step) ?? Number.POSITIVE_INFINITY;
    process.stdout.write(`| ${step} | ${real.toFixed(1)} | ${least} to ${most} |\n`);
    if (step === max) passed = real >= least * (1 - tolerance) && real <= most * (1 + tolerance);
  }
  return passed;
}
