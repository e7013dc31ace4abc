import { readFile } from 'node:fs/promises';
import { until } from '@proofsheet/harness/until';
import type { KubeApi } from '../kubernetes/kube-api.ts';
import type { Pod } from '../kubernetes/objects.ts';
import type { Timeline } from '../timeline.ts';

/** Where clients run and which photos they send. */
export interface SenderOptions {
  readonly kube: KubeApi;
  readonly namespace: string;
  /** An image with Node. */
  readonly image: string;
  readonly apiUrl: string;
  readonly apiKeys: readonly string[];
  /** File name and bytes, by the name of the ConfigMap that holds them. */
  readonly photos: Readonly<Record<string, Readonly<Record<string, Buffer>>>>;
  readonly timeline: Timeline;
}

export interface Batch {
  readonly name: string;
  readonly count: number;
  /** A key of `photos`. */
  readonly photos: string;
  /** Index of the API key. */
  readonly caller: number;
}

/** The result of a Job. */
export interface Sent {
  readonly photoIds: readonly string[];
  /** Number of retries by cause. */
  readonly again: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const patienceMs = 1_800_000;
const script = new URL('./send-photos.mts', import.meta.url);

/** Creates the ConfigMaps of the Jobs. Returns a function that runs a Job and waits for its end. */
export async function prepareSender(options: SenderOptions): Promise<(batch: Batch) => Promise<Sent>> {
  const { kube, namespace, photos, apiKeys, timeline } = options;
  const core = `/api/v1/namespaces/${namespace}`;
  await kube.create(`${core}/configmaps`, {
    metadata: { name: 'sender' },
    data: { 'send-photos.mts': await readFile(script, 'utf8') },
  });
  const keys = apiKeys.map((key, caller) => [`key-${caller}`, key]);
  await kube.create(`${core}/secrets`, {
    metadata: { name: 'sender' },
    stringData: Object.fromEntries(keys),
  });
  for (const [name, files] of Object.entries(photos)) {
    const encoded = Object.entries(files).map(([file, bytes]) => [file, bytes.toString('base64')]);
    await kube.create(`${core}/configmaps`, {
      metadata: { name: `sender-${name}` },
      binaryData: Object.fromEntries(encoded),
    });
  }

  return async (batch) => {
    const start = timeline.seconds();
    timeline.say('do', `${batch.name}: send ${batch.count} photos`);
    await kube.create(`/apis/batch/v1/namespaces/${namespace}/jobs`, jobOf(options, batch));
    const pod = await until(
      `the end of ${batch.name}`,
      async () => {
        const [found] = await kube.list<Pod>(`${core}/pods?labelSelector=job-name=${batch.name}`);
        return ['Succeeded', 'Failed'].includes(found?.status.phase ?? '') && found;
      },
      patienceMs,
    );
    const log: string[] = [];
    const path = `${core}/pods/${pod.metadata.name}/log`;
    for await (const line of kube.stream(path, AbortSignal.timeout(60_000))) log.push(line);
    if (pod.status.phase === 'Failed') throw new Error(`${batch.name} failed: ${log.slice(-5).join('\n')}`);
    const told = log.filter((line) => line.startsWith('{'));
    const lines = told.map((line) => JSON.parse(line) as { photoId?: string; again?: Sent['again'] });
    const sent = {
      photoIds: lines.flatMap(({ photoId }) => photoId ?? []),
      again: lines.at(-1)?.again ?? {},
      seconds: timeline.seconds() - start,
    };
    timeline.say(
      'done',
      `${batch.name}: ${sent.photoIds.length} photos in ${sent.seconds.toFixed(1)} s, again: ${JSON.stringify(sent.again)}`,
    );
    return sent;
  };
}

function jobOf({ image, apiUrl }: SenderOptions, { name, count, photos, caller }: Batch): object {
  const flags = { api: apiUrl, 'key-file': `/key/key-${caller}`, photos: '/photos', count, name };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  const container = {
    name: 'sender',
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['node', '/sender/send-photos.mts', ...args],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: ['sender', 'photos', 'key'].map((each) => ({ name: each, mountPath: `/${each}` })),
  };
  return {
    metadata: { name },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [container],
          volumes: [
            { name: 'sender', configMap: { name: 'sender' } },
            { name: 'photos', configMap: { name: `sender-${photos}` } },
            { name: 'key', secret: { secretName: 'sender' } },
          ],
        },
      },
    },
  };
}
