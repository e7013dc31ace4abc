import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openClusterAws } from './aws/open-cluster-aws.ts';
import { checkCluster } from './check-cluster.ts';
import { createDisturber } from './disturb/pods.ts';
import { runWaves } from './disturb/run-waves.ts';
import { judge } from './judge/judge.ts';
import { forwardPort } from './kubernetes/forward-port.ts';
import { createHelm } from './kubernetes/helm.ts';
import type { KubeApi } from './kubernetes/kube-api.ts';
import { makeHeavyPhoto, makePhotos } from './load/make-photos.ts';
import { prepareSender } from './load/send-job.ts';
import type { Options } from './read-options.ts';
import { describeFigures } from './report/describe-figures.ts';
import { writePage } from './report/write-page.ts';
import {
  createNamespace,
  createTestKey,
  provideImages,
  removeNamespace,
  root,
  startEmulator,
} from './set-up.ts';
import { readBefore, readOutcome, untilAtRest } from './settle.ts';
import { openTimeline, type Timeline } from './timeline.ts';
import { apiUrl, createApiKey, mistakenValues, releaseValues } from './values.ts';
import { followEvents } from './watch/follow-events.ts';
import { followLogs } from './watch/follow-logs.ts';
import { readProgress } from './watch/read-progress.ts';
import { takeSamples } from './watch/take-samples.ts';
import { watchPods } from './watch/watch-pods.ts';

/** Megapixels of the heavy photo. Decoding a progressive JPEG of this size takes 440 MB. */
const heavyMegapixels = 70;

/** Runs the whole test. Returns whether every photo ended right. */
export async function runClusterTest(kube: KubeApi, options: Options): Promise<boolean> {
  const facts = await checkCluster(kube);
  const started = new Date();
  const folder = path.join(
    root,
    '.proofsheet/cluster',
    started.toISOString().slice(0, 19).replaceAll(':', ''),
  );
  const timeline = await openTimeline(path.join(folder, 'timeline.log'));
  timeline.say(
    'start',
    `${started.toISOString()}, Kubernetes ${facts.kubernetes}, KEDA ${facts.keda}, ${facts.helm}`,
  );
  timeline.say('start', `everything is logged in ${folder}`);
  try {
    await provideImages(kube, options, timeline);
    await createNamespace(kube, options.namespace);
    return await runInNamespace(kube, options, { facts, folder, timeline });
  } catch (error) {
    timeline.say('failed', (error as Error).message);
    throw error;
  } finally {
    if (!options.keep) await removeNamespace(kube, options.namespace);
    await timeline.close();
  }
}

interface Run {
  readonly facts: Awaited<ReturnType<typeof checkCluster>>;
  readonly folder: string;
  readonly timeline: Timeline;
}

async function runInNamespace(kube: KubeApi, options: Options, { facts, folder, timeline }: Run) {
  const { namespace, release, tag, photos, leastWorkers, kedaSeconds } = options;
  await using ends = new AsyncDisposableStack();
  const emulator = await startEmulator(kube, namespace, tag);
  const port = ends.adopt(await forwardPort(namespace, 'service/local-aws', 4566), (each) => each.close());
  const aws = ends.adopt(await openClusterAws({ endpoint: port.url, ...emulator }), (each) => each.close());
  const progress = readProgress(timeline);
  const logs = await followLogs({ kube, namespace, folder, onLine: progress.onLine });
  ends.defer(() => logs.stop());
  const pods = ends.adopt(watchPods(kube, namespace, { timeline, logs }), (each) => each.stop());
  ends.adopt(followEvents(kube, namespace, timeline), (each) => each.stop());

  const apiKeys = [createApiKey(), createApiKey(), createApiKey()] as const;
  await createTestKey(kube, namespace, apiKeys[0]);
  const linkKeys = `test:${randomBytes(32).toString('base64')}`;
  const values = { namespace, release, tag, ...emulator, apiKeys, linkKeys };
  const helm = createHelm({ chart: path.join(root, 'charts/proofsheet'), namespace, release });
  timeline.say('do', 'helm install --wait');
  await helm.upgrade(releaseValues(values));
  timeline.say('done', 'installed');
  const look = { namespace, release };
  const sampler = ends.adopt(takeSamples({ kube, aws, timeline }, look), (each) => each.stop());
  timeline.say('do', 'helm test');
  await helm.test();
  timeline.say('done', 'helm test passed');

  await untilAtRest({ sampler, timeline });
  const before = await readBefore(aws);
  const disturber = createDisturber(kube, namespace, { pods, timeline });
  const send = await prepareSender({
    kube,
    namespace,
    image: `proofsheet-upload:${tag}`,
    apiUrl: apiUrl(release),
    apiKeys,
    photos: { small: await makePhotos(), heavy: { 'heavy.jpg': await makeHeavyPhoto(heavyMegapixels) } },
    timeline,
  });
  const { kedaOperator } = facts;
  const mistaken = mistakenValues(values);
  const context = { kube, helm, send, disturber, pods, sampler, timeline };
  const began = timeline.seconds();
  const waves = await runWaves({ ...context, kedaOperator, kedaSeconds, photos, leastWorkers, mistaken });
  const rest = await untilAtRest({ sampler, timeline });

  const heavy = waves.heavy.photoIds;
  const sent = [...waves.sent.flatMap(({ photoIds }) => photoIds), ...heavy];
  const outcome = await readOutcome(aws, { sent, heavy, before, progress, kills: disturber.kills });
  const verdict = judge(outcome);
  const figures = describeFigures({
    waves,
    rest,
    began,
    verdict,
    visits: progress.visits,
    stored: new Map((await aws.list('originals')).map(({ key, lastModified }) => [key, lastModified])),
    stories: pods.stories,
    samples: sampler.samples,
  });
  for (const [what, figure] of figures) timeline.say('figure', `${what}: ${figure}`);
  for (const [what, count] of progress.warnings) timeline.say('warnings', `${count} of ${what}`);
  for (const error of verdict.errors) timeline.say('ERROR', error);
  const told = JSON.stringify({ verdict, waves, rest, stories: pods.stories, visits: progress.visits });
  await writeFile(path.join(folder, 'outcome.json'), told);
  if (options.write) {
    const page = writePage({ options, facts, figures, said: timeline.said });
    await writeFile(path.join(root, 'docs/cluster-test.md'), page);
  }
  return verdict.errors.length === 0;
}
