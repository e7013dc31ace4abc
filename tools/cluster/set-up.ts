import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiException } from '@kubernetes/client-node';
import { until } from '@proofsheet/harness/until';
import { MissingToolError, runOrFail } from '../programs/run.ts';
import type { KedaOperator } from './disturb/disturb-cluster.ts';
import type { Cluster } from './kubernetes/open-cluster.ts';
import type { CommonOptions } from './kubernetes/run-on-cluster.ts';
import type { Timeline } from './timeline.ts';
import { credentialsSecret, testKeySecret } from './values.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the test needs from the cluster. */
export interface ClusterFacts {
  readonly kubernetes: string;
  readonly helm: string;
  /** Version of KEDA, by its operator's image. */
  readonly keda: string;
  readonly kedaOperator: KedaOperator;
  readonly nodes: number;
  /** Short hash of the commit that is tested; `+` behind it where files were changed. */
  readonly commit: string;
}

/** @throws MissingToolError that names what is missing. */
export async function checkCluster({ core, apps, version }: Cluster): Promise<ClusterFacts> {
  const commit = await runOrFail('git', ['describe', '--always', '--exclude', '*', '--dirty=+']);
  const helm = await runOrFail('helm', ['version', '--template', '{{ .Version }}']);
  const nodes = await core.listNode();
  const operators = await apps.listDeploymentForAllNamespaces({ labelSelector: 'app=keda-operator' });
  const operator = operators.items.find(({ metadata }) => metadata?.name === 'keda-operator');
  if (!operator?.status?.readyReplicas)
    throw new MissingToolError('KEDA is not installed in the cluster, or not ready');
  const { name = '', namespace = '' } = operator.metadata ?? {};
  const [container] = operator.spec?.template.spec?.containers ?? [];
  return {
    kubernetes: version,
    helm,
    keda: container?.image?.split(':').at(-1) ?? '',
    kedaOperator: { name, namespace },
    nodes: nodes.items.length,
    commit: commit.trim(),
  };
}

const dockerfiles = {
  'proofsheet-upload': 'Dockerfile.upload',
  'proofsheet-worker': 'Dockerfile.worker',
  'proofsheet-notifier': 'Dockerfile.notifier',
  'proofsheet-local-aws': 'k8s/Dockerfile.local-aws',
} as const;

/** Builds and loads the images, or checks that they exist. @throws MissingToolError when one is missing. */
export async function provideImages(
  cluster: Cluster,
  { load, tag }: Pick<CommonOptions, 'load' | 'tag'>,
  timeline: Timeline,
): Promise<void> {
  for (const [name, dockerfile] of Object.entries(dockerfiles)) {
    if (load === undefined) continue;
    const start = timeline.seconds();
    await runOrFail(load, [path.join(root, dockerfile), root, `${name}:${tag}`]);
    timeline.say('image', `${name}:${tag} built in ${(timeline.seconds() - start).toFixed(1)} s`);
  }
  for (const name of Object.keys(dockerfiles)) {
    const look = () => findImage(cluster, `/${name}:${tag}`);
    // The kubelet reports its images every ten seconds.
    const image = load === undefined ? await look() : await until(`${name} on a node`, look, 60_000);
    if (!image)
      throw new MissingToolError(`no node has the image ${name}:${tag}: name what builds it by --load`);
    timeline.say('image', `${name}:${tag}, ${((image.sizeBytes ?? 0) / 1e6).toFixed(0)} MB`);
  }
}

async function findImage({ core }: Cluster, end: string) {
  const { items } = await core.listNode();
  const images = items.flatMap(({ status }) => status?.images ?? []);
  return images.find(({ names }) => names?.some((each) => each.endsWith(end)));
}

/** A new namespace that enforces the restricted Pod Security Standard. */
export async function createNamespace(cluster: Cluster): Promise<void> {
  await removeNamespace(cluster);
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await cluster.core.createNamespace({ body: { metadata: { name: cluster.namespace, labels } } });
}

/** Deletes the namespace and its contents, if it exists. */
export async function removeNamespace({ core, namespace: name }: Cluster): Promise<void> {
  const gone = (error: unknown) => {
    if (error instanceof ApiException && error.code === 404) return true;
    throw error;
  };
  if (await core.deleteNamespace({ name }).then(() => false, gone)) return;
  const isGone = () => core.readNamespace({ name }).then(() => false, gone);
  await until(`the end of namespace ${name}`, isGone, 300_000);
}

/** The embedded AWS of the cluster. */
export interface EmulatorAccess {
  readonly region: string;
  readonly topicArn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Starts the emulator, which creates buckets, queues and topic. */
export async function startEmulator(cluster: Cluster, tag: string): Promise<EmulatorAccess> {
  const { apps, core, namespace } = cluster;
  const manifest = await readFile(path.join(root, 'tools/cluster/aws/local-aws.yaml'), 'utf8');
  await cluster.apply(manifest.replace(/(proofsheet-local-aws):\S+/, `$1:${tag}`));
  await until(
    'local-aws to be ready',
    async () => {
      const { status } = await apps.readNamespacedDeployment({ name: 'local-aws', namespace });
      return status?.readyReplicas === 1;
    },
    180_000,
  );
  const region = /LOCAL_AWS_REGION, value: ([a-z0-9-]+)/.exec(manifest)?.[1] ?? 'us-east-1';
  const { data = {} } = await core.readNamespacedSecret({ name: credentialsSecret, namespace });
  const decode = (name: string) => Buffer.from(data[name] ?? '', 'base64').toString();
  return {
    region,
    topicArn: `arn:aws:sns:${region}:000000000000:proofsheet`,
    accessKeyId: decode('AWS_ACCESS_KEY_ID'),
    secretAccessKey: decode('AWS_SECRET_ACCESS_KEY'),
  };
}

/** The API key of `helm test`. */
export async function createTestKey({ core, namespace }: Cluster, apiKey: string): Promise<void> {
  const body = { metadata: { name: testKeySecret }, stringData: { API_KEY: apiKey } };
  await core.createNamespacedSecret({ namespace, body });
}
