import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PurgeQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { KubernetesObject, V1DeploymentStatus } from '@kubernetes/client-node';
import { until } from '@proofsheet/harness/until';
import { burst } from '../../bench/src/scale/arrivals.ts';
import { chartDefaults } from '../../bench/src/scale/scaling-settings.ts';
import { simulate } from '../../bench/src/scale/simulate.ts';
import { parseObjects } from '../chart/render.ts';
import { queues } from '../cluster/aws/open-cluster-aws.ts';
import type { Cluster } from '../cluster/kubernetes/open-cluster.ts';
import { commonOptions } from '../cluster/kubernetes/run-on-cluster.ts';
import { createNamespace, removeNamespace, root, startEmulator } from '../cluster/set-up.ts';
import { createApiKey, releaseValues } from '../cluster/values.ts';
import { runOrFail } from '../programs/run.ts';

export interface Options {
  readonly namespace: string;
  /** Tag of the emulator's image, which must be on a node. */
  readonly tag: string;
  /** Image of the pods that are scaled: they do nothing. */
  readonly image: string;
  readonly max: number;
}

/** @throws TypeError for unknown options. */
export function readOptions(args: readonly string[]): Options {
  const { tag } = commonOptions;
  const { values } = parseArgs({
    args: [...args],
    options: {
      tag,
      namespace: { type: 'string', default: 'proofsheet-scaling-test' },
      image: { type: 'string', default: 'registry.k8s.io/pause:3.10' },
      max: { type: 'string', default: '40' },
    },
  });
  return { ...values, max: Number(values.max) };
}

/** Enough for KEDA to want more pods than are allowed. */
const messages = 2_000;
const lookMs = 200;
const endSeconds = 180;
/** The simulation may be wrong by this share. */
const tolerance = 0.2;

/** Fills a queue without consumers, and compares the time until all pods are ready with the simulation. */
export async function runScalingTest(
  cluster: Cluster,
  { namespace, tag, image, max }: Options,
): Promise<boolean> {
  await createNamespace(cluster);
  try {
    const emulator = await startEmulator(cluster, tag);
    const port = await cluster.forward({ service: 'local-aws', port: 4566 });
    const url = `http://local-aws:4566/000000000000/${queues.originals}`;
    const access = { ...emulator, endpoint: port.url };
    // The bucket has sent a test event, for which there would be a worker.
    await withSqs(access, (sqs) => sqs.send(new PurgeQueueCommand({ QueueUrl: url })));
    const linkKeys = `test:${randomBytes(32).toString('base64')}`;
    const apiKeys = [createApiKey()];
    const values = releaseValues({ namespace, release: 'proofsheet', tag, ...emulator, apiKeys, linkKeys });
    const worker = { ...values.worker, scaling: { max } };
    const objects = await scaledObjects({ ...values, worker }, { image, namespace });
    await cluster.apply(objects);
    await until('KEDA to accept the ScaledObject', () => isAccepted(cluster), 60_000);
    await until(
      'no worker',
      async () => ((await readStatus(cluster)).replicas ?? 0) === 0,
      endSeconds * 1_000,
    );
    await withSqs(access, (sqs) => fill(sqs, url));
    const seen = await watchReplicas(cluster, max);
    port.close();
    return compare(seen, max);
  } finally {
    await removeNamespace(cluster);
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
async function watchReplicas(cluster: Cluster, max: number): Promise<ReadonlyMap<number, number>> {
  const start = performance.now();
  const seen = new Map<number, number>();
  for (let most = 0; most < max && performance.now() - start < endSeconds * 1_000; await delay(lookMs)) {
    const count = (await readStatus(cluster)).readyReplicas ?? 0;
    for (let number = most + 1; number <= count; number += 1)
      seen.set(number, (performance.now() - start) / 1_000);
    most = Math.max(most, count);
  }
  return seen;
}

interface ScaledObject extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

async function isAccepted({ objects }: Cluster): Promise<boolean> {
  const scaledObject = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: workerDeployment },
  };
  const { status } = await objects.read<ScaledObject>(scaledObject);
  return status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false;
}

async function readStatus({ apps, namespace }: Cluster): Promise<V1DeploymentStatus> {
  return (await apps.readNamespacedDeployment({ name: workerDeployment, namespace })).status ?? {};
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

const workerDeployment = 'proofsheet-worker';

/** A Deployment of idle pods in place of the workers, and the objects by which the chart has KEDA scale workers. */
async function scaledObjects(
  values: object,
  { image, namespace }: { image: string; namespace: string },
): Promise<string> {
  const templates = ['scaled-object.yaml', 'trigger-authentication.yaml', 'deployment.yaml'];
  const text = await runOrFail(
    'helm',
    [
      ...['template', 'proofsheet', `${root}/charts/proofsheet`, '--namespace', namespace, '--values', '-'],
      ...templates.flatMap((name) => ['--show-only', `templates/${name}`]),
    ],
    { input: JSON.stringify(values) },
  );
  const objects = parseObjects(text) as unknown as ChartObject[];
  const kept = objects.filter(
    ({ kind, metadata }) => kind === 'TriggerAuthentication' || metadata.name === workerDeployment,
  );
  for (const { kind, spec } of kept) if (kind === 'Deployment') makeIdle(spec, image);
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: kept });
}

interface ChartObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { template?: { spec: { serviceAccountName?: string; containers: object[] } } };
}

/** Keeps the environment, from which KEDA reads the queue's URL, and what Pod Security admission wants. */
function makeIdle({ template }: ChartObject['spec'], image: string): void {
  const pod = template?.spec;
  if (!pod) return;
  const [{ env, securityContext } = {}] = pod.containers as { env?: object[]; securityContext?: object }[];
  delete pod.serviceAccountName;
  const resources = { requests: { cpu: '1m', memory: '4Mi' } };
  pod.containers = [
    { name: 'worker', image, imagePullPolicy: 'IfNotPresent', env, resources, securityContext },
  ];
}
