import { readFile } from 'node:fs/promises';
import type { V1Job } from '@kubernetes/client-node';
import { until } from '@proofsheet/harness/until';
import type { Cluster } from '../kubernetes/open-cluster.ts';
import type { Timeline } from '../timeline.ts';

/** Where clients run and which photos they send. */
export interface SenderOptions {
  readonly cluster: Cluster;
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
  const { cluster, photos, apiKeys, timeline } = options;
  const { core, batch: jobs, namespace } = cluster;
  const body = { metadata: { name: 'sender' } };
  const data = { 'send-photos.mts': await readFile(script, 'utf8') };
  await core.createNamespacedConfigMap({ namespace, body: { ...body, data } });
  const stringData = Object.fromEntries(apiKeys.map((key, caller) => [`key-${caller}`, key]));
  await core.createNamespacedSecret({ namespace, body: { ...body, stringData } });
  for (const [name, files] of Object.entries(photos)) {
    const encoded = Object.entries(files).map(([file, bytes]) => [file, bytes.toString('base64')]);
    const binaryData = Object.fromEntries(encoded);
    await core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { name: `sender-${name}` }, binaryData },
    });
  }

  return async (batch) => {
    const start = timeline.seconds();
    timeline.say('do', `${batch.name}: send ${batch.count} photos`);
    await jobs.createNamespacedJob({ namespace, body: jobOf(options, batch) });
    const pod = await until(
      `the end of ${batch.name}`,
      async () => {
        const labelSelector = `job-name=${batch.name}`;
        const [found] = (await core.listNamespacedPod({ namespace, labelSelector })).items;
        return ['Succeeded', 'Failed'].includes(found?.status?.phase ?? '') && found;
      },
      patienceMs,
    );
    const text = await core.readNamespacedPodLog({ namespace, name: pod.metadata?.name ?? '' });
    const log = text.split('\n').filter((line) => line !== '');
    if (pod.status?.phase === 'Failed') throw new Error(`${batch.name} failed: ${log.slice(-5).join('\n')}`);
    const entries = log.filter((line) => line.startsWith('{'));
    const lines = entries.map((line) => JSON.parse(line) as { photoId?: string; again?: Sent['again'] });
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

function jobOf({ image, apiUrl }: SenderOptions, { name, count, photos, caller }: Batch): V1Job {
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
