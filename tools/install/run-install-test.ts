import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { samplePhotos } from '@proofsheet/demo';
import { until } from '@proofsheet/harness/until';
import { createHelm } from '../cluster/kubernetes/helm.ts';
import type { Cluster } from '../cluster/kubernetes/open-cluster.ts';
import { commonOptions } from '../cluster/kubernetes/run-on-cluster.ts';
import { createNamespace, provideImages, removeNamespace, root } from '../cluster/set-up.ts';
import { openTimeline, type Timeline } from '../cluster/timeline.ts';
import { componentLabel } from '../cluster/watch/watch-pods.ts';
import { type Album, openAlbum } from './open-album.ts';

export interface Options {
  readonly namespace: string;
  readonly release: string;
  /** Builds and loads the images. Without it they must be on the nodes. */
  readonly load: string | undefined;
  /** Tag of the images. */
  readonly tag: string;
  /** Keeps the namespace at the end. */
  readonly keep: boolean;
  /** Photos that must make workers start, on a cluster with KEDA. */
  readonly photos: number;
}

/** @throws TypeError for unknown options. */
export function readOptions(args: readonly string[]): Options {
  const { release, load, tag, keep } = commonOptions;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ release, load, tag, keep },
      namespace: { type: 'string', default: 'proofsheet-install-test' },
      photos: { type: 'string', default: '200' },
    },
  });
  return { ...values, load: values.load, photos: Number(values.photos) };
}

/** Ports of this machine that the chart's notes tell users to forward: they are part of links and presigned URLs. */
const albumPort = 8080;
const storagePort = 4566;
/** Time limit for KEDA's cooldown period and the end of the pods. */
const downMs = 600_000;
const lookMs = 1_000;

/** Runs the whole test. @throws Error that names the step that failed. */
export async function runInstallTest(cluster: Cluster, options: Options): Promise<boolean> {
  const { release, tag, namespace } = options;
  const folder = path.join(root, '.proofsheet/install');
  await mkdir(folder, { recursive: true });
  const timeline = await openTimeline(path.join(folder, 'timeline.log'));
  const hasKeda = await cluster.objects.list('keda.sh/v1alpha1', 'ScaledObject').then(
    () => true,
    () => false,
  );
  timeline.say('start', `Kubernetes ${cluster.version}, ${hasKeda ? 'with' : 'without'} KEDA`);
  await using ends = new AsyncDisposableStack();
  ends.defer(() => timeline.close());
  await provideImages(cluster, options, timeline);
  await createNamespace(cluster);
  if (!options.keep) ends.defer(() => removeNamespace(cluster));
  const forward = async (service: string, port: number) =>
    ends.adopt(await cluster.forward({ service, port, localPort: port }), (each) => each.close());
  const helm = createHelm({ chart: path.join(root, 'charts/proofsheet'), namespace, release });
  const image = { registry: '', tag, pullPolicy: 'Never' };
  await timed(timeline, 'helm install --set localAws.enabled=true', () =>
    helm.upgrade({ localAws: { enabled: true }, image }),
  );
  await timed(timeline, 'helm test', () => helm.test());
  await forward(`${release}-upload`, albumPort);
  await forward(`${release}-local-aws`, storagePort);
  const urls = {
    album: `http://localhost:${albumPort}`,
    mailbox: `http://localhost:${storagePort}/_mailbox`,
  };
  const album = ends.adopt(await openAlbum(urls), (each) => each.close());
  await timed(timeline, 'sign in with the generated API key', async () =>
    album.signIn(await readApiKey(cluster, release)),
  );
  const [photo = ''] = await samplePhotos();
  await timed(timeline, 'upload a photo on the page until its thumbnail is shown', () =>
    album.upload([photo]),
  );
  await album.takePicture(path.join(folder, 'album.png'));
  await timed(timeline, 'open the link on the email page', () => album.openLink(path.basename(photo)));
  if (hasKeda) await scaleFromZero(cluster, { album, timeline, photos: options.photos });
  timeline.say('end', 'passed');
  return true;
}

async function readApiKey({ core, namespace }: Cluster, release: string): Promise<string> {
  const { data } = await core.readNamespacedSecret({ name: `${release}-api-key`, namespace });
  return Buffer.from(data?.API_KEY ?? '', 'base64').toString();
}

/** Waits for zero workers, uploads photos until workers are ready, and waits for zero again. */
async function scaleFromZero(
  cluster: Cluster,
  { album, timeline, photos }: { album: Album; timeline: Timeline; photos: number },
): Promise<void> {
  const isDown = async () => (await readWorkers(cluster)).wanted === 0;
  await timed(timeline, 'scale to zero workers', () => until('no worker', isDown, downMs));
  const uploading = new AbortController();
  let most = 0;
  const watching = (async () => {
    for (; !uploading.signal.aborted; await delay(lookMs))
      most = Math.max(most, (await readWorkers(cluster)).ready);
  })();
  try {
    await timed(timeline, `upload ${photos} photos on the page`, () => album.uploadMany(photos));
  } finally {
    uploading.abort();
    await watching;
  }
  if (most === 0) throw new Error('thumbnails were made, but no worker was seen');
  timeline.say('reached', `0 → ${most} workers`);
  await timed(timeline, `scale from ${most} workers to zero`, () => until('no worker', isDown, downMs));
}

async function readWorkers({ apps, namespace }: Cluster): Promise<{ wanted: number; ready: number }> {
  const { items } = await apps.listNamespacedDeployment({
    namespace,
    labelSelector: `${componentLabel}=worker`,
  });
  const [worker] = items;
  return { wanted: worker?.spec?.replicas ?? 0, ready: worker?.status?.readyReplicas ?? 0 };
}

async function timed(timeline: Timeline, what: string, act: () => Promise<unknown>): Promise<void> {
  const start = timeline.seconds();
  try {
    await act();
  } catch (error) {
    timeline.say('FAILED', what);
    throw error;
  }
  timeline.say('ok', `${what}: ${(timeline.seconds() - start).toFixed(1)} s`);
}
