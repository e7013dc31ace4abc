import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '@proofsheet/harness/until';
import { ApiError, type KubeApi } from './kubernetes/kube-api.ts';
import type { Deployment } from './kubernetes/objects.ts';
import { MissingCommandError, runCommand } from './kubernetes/run-command.ts';
import type { Options } from './read-options.ts';
import type { Timeline } from './timeline.ts';
import { credentialsSecret, testKeySecret } from './values.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const dockerfiles = {
  'proofsheet-upload': 'Dockerfile.upload',
  'proofsheet-worker': 'Dockerfile.worker',
  'proofsheet-notifier': 'Dockerfile.notifier',
  'proofsheet-local-aws': 'k8s/Dockerfile.local-aws',
} as const;

/** Builds and loads the images, or checks that they exist. @throws MissingCommandError when one is missing. */
export async function provideImages(
  kube: KubeApi,
  { load, tag }: Pick<Options, 'load' | 'tag'>,
  timeline: Timeline,
): Promise<void> {
  for (const [name, dockerfile] of Object.entries(dockerfiles)) {
    if (load === undefined) continue;
    const start = timeline.seconds();
    await runCommand(load, [path.join(root, dockerfile), root, `${name}:${tag}`]);
    timeline.say('image', `${name}:${tag} built in ${(timeline.seconds() - start).toFixed(1)} s`);
  }
  for (const name of Object.keys(dockerfiles)) {
    const look = () => findImage(kube, `/${name}:${tag}`);
    // The kubelet reports its images every ten seconds.
    const image = load === undefined ? await look() : await until(`${name} on a node`, look, 60_000);
    if (!image)
      throw new MissingCommandError(`no node has the image ${name}:${tag}: name what builds it by --load`);
    timeline.say('image', `${name}:${tag}, ${(image.sizeBytes / 1e6).toFixed(0)} MB`);
  }
}

interface Node {
  readonly status: { readonly images: readonly { names: string[] | null; sizeBytes: number }[] };
}

async function findImage(kube: KubeApi, end: string) {
  const nodes = await kube.list<Node>('/api/v1/nodes');
  const images = nodes.flatMap(({ status }) => status.images);
  return images.find(({ names }) => names?.some((each) => each.endsWith(end)));
}

/** A new namespace that enforces the restricted Pod Security Standard. */
export async function createNamespace(kube: KubeApi, namespace: string): Promise<void> {
  await removeNamespace(kube, namespace);
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await kube.create('/api/v1/namespaces', { metadata: { name: namespace, labels } });
}

/** Deletes the namespace and its contents, if it exists. */
export async function removeNamespace(kube: KubeApi, namespace: string): Promise<void> {
  const where = `/api/v1/namespaces/${namespace}`;
  const gone = (error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return true;
    throw error;
  };
  if (await kube.remove(where).then(() => false, gone)) return;
  const isGone = () => kube.get(where).then(() => false, gone);
  await until(`the end of namespace ${namespace}`, isGone, 300_000);
}

/** The embedded AWS of the cluster. */
export interface EmulatorAccess {
  readonly region: string;
  readonly topicArn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Starts the emulator, which creates buckets, queues and topic. */
export async function startEmulator(kube: KubeApi, namespace: string, tag: string): Promise<EmulatorAccess> {
  const manifest = await readFile(path.join(root, 'tools/cluster/aws/local-aws.yaml'), 'utf8');
  const ours = manifest.replace(/(proofsheet-local-aws):\S+/, `$1:${tag}`);
  await runCommand('kubectl', ['apply', '--namespace', namespace, '--filename', '-'], ours);
  const where = `/apis/apps/v1/namespaces/${namespace}/deployments/local-aws`;
  await until(
    'local-aws to be ready',
    async () => (await kube.get<Deployment>(where)).status.readyReplicas === 1,
    180_000,
  );
  const region = /LOCAL_AWS_REGION, value: ([a-z0-9-]+)/.exec(manifest)?.[1] ?? 'us-east-1';
  const { data } = await kube.get<{ data: Record<string, string> }>(
    `/api/v1/namespaces/${namespace}/secrets/${credentialsSecret}`,
  );
  const decode = (name: string) => Buffer.from(data[name] ?? '', 'base64').toString();
  return {
    region,
    topicArn: `arn:aws:sns:${region}:000000000000:proofsheet`,
    accessKeyId: decode('AWS_ACCESS_KEY_ID'),
    secretAccessKey: decode('AWS_SECRET_ACCESS_KEY'),
  };
}

/** The API key of `helm test`. */
export async function createTestKey(kube: KubeApi, namespace: string, apiKey: string): Promise<void> {
  await kube.create(`/api/v1/namespaces/${namespace}/secrets`, {
    metadata: { name: testKeySecret },
    stringData: { API_KEY: apiKey },
  });
}
