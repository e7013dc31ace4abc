import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from '@proofsheet/harness/judge';
import { openClusterAws } from './aws/open-cluster-aws.ts';
import { createDisturber } from './disturb/disturb-cluster.ts';
import { runWaves } from './disturb/run-waves.ts';
import { createHelm } from './kubernetes/helm.ts';
import type { Cluster } from './kubernetes/open-cluster.ts';
import { type CommonOptions, commonOptions } from './kubernetes/run-on-cluster.ts';
import { makeHeavyPhoto, makePhotos } from './load/make-photos.ts';
import { prepareSender } from './load/send-job.ts';
import { readBefore, readOutcome } from './read-outcome.ts';
import { describeFigures, writePage } from './report.ts';
import {
  checkCluster,
  createNamespace,
  createTestKey,
  provideImages,
  removeNamespace,
  root,
  startEmulator,
} from './set-up.ts';
import { openTimeline, type Timeline } from './timeline.ts';
import { apiUrl, createApiKey, mistakenValues, releaseValues } from './values.ts';
import { followLogs, readProgress } from './watch/follow-logs.ts';
import { takeSamples, untilAtRest } from './watch/take-samples.ts';
import { followEvents, watchPods } from './watch/watch-pods.ts';

/** Megapixels of the heavy photo. Decoding a progressive JPEG of this size takes 440 MB. */
const heavyMegapixels = 70;

/** Options of the test. `write` updates docs/cluster-test.md. */
export interface Options extends CommonOptions {
  /** Photos in all. */
  readonly photos: number;
  /** Number of workers that must be ready at the same time. */
  readonly leastWorkers: number;
  /** How long KEDA's operator is stopped, in seconds. */
  readonly kedaSeconds: number;
}

/** @throws TypeError for unknown options. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...commonOptions,
      namespace: { type: 'string', default: 'proofsheet-cluster-test' },
      photos: { type: 'string', default: '3000' },
      'least-workers': { type: 'string' },
      'keda-seconds': { type: 'string', default: '60' },
    },
  });
  const { 'least-workers': workers, 'keda-seconds': kedaSeconds, load, ...rest } = values;
  const photos = wholeNumber('photos', values.photos);
  // A wave of a short run is no work for more.
  const leastWorkers = workers ?? (photos < 2000 ? '1' : '3');
  return {
    ...rest,
    load,
    photos,
    leastWorkers: wholeNumber('least-workers', leastWorkers),
    kedaSeconds: wholeNumber('keda-seconds', kedaSeconds),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`--${name} takes a number, not "${text}"`);
  return Number(text);
}

/** Runs the whole test. Returns whether every photo ended right. */
export async function runClusterTest(cluster: Cluster, options: Options): Promise<boolean> {
  const facts = await checkCluster(cluster);
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
    await provideImages(cluster, options, timeline);
    await createNamespace(cluster);
    return await runInNamespace(cluster, options, { facts, folder, timeline });
  } catch (error) {
    timeline.say('failed', (error as Error).message);
    throw error;
  } finally {
    if (!options.keep) await removeNamespace(cluster);
    await timeline.close();
  }
}

interface Run {
  readonly facts: Awaited<ReturnType<typeof checkCluster>>;
  readonly folder: string;
  readonly timeline: Timeline;
}

async function runInNamespace(cluster: Cluster, options: Options, { facts, folder, timeline }: Run) {
  const { namespace, release, tag, photos, leastWorkers, kedaSeconds } = options;
  await using ends = new AsyncDisposableStack();
  const emulator = await startEmulator(cluster, tag);
  const port = ends.adopt(await cluster.forward({ service: 'local-aws', port: 4566 }), (each) =>
    each.close(),
  );
  const aws = ends.adopt(await openClusterAws({ endpoint: port.url, ...emulator }), (each) => each.close());
  const progress = readProgress(timeline);
  const logs = await followLogs(cluster, folder, progress.onLine);
  ends.defer(() => logs.stop());
  const pods = ends.adopt(watchPods(cluster, { timeline, logs }), (each) => each.stop());
  ends.adopt(followEvents(cluster, timeline), (each) => each.stop());

  const apiKeys = [createApiKey(), createApiKey(), createApiKey()] as const;
  await createTestKey(cluster, apiKeys[0]);
  const linkKeys = `test:${randomBytes(32).toString('base64')}`;
  const values = { namespace, release, tag, ...emulator, apiKeys, linkKeys };
  const helm = createHelm({ chart: path.join(root, 'charts/proofsheet'), namespace, release });
  timeline.say('do', 'helm install --wait');
  await helm.upgrade(releaseValues(values));
  timeline.say('done', 'installed');
  const sampler = ends.adopt(takeSamples(cluster, { release, aws, timeline }), (each) => each.stop());
  timeline.say('do', 'helm test');
  await helm.test();
  timeline.say('done', 'helm test passed');

  await untilAtRest({ sampler, timeline });
  const before = await readBefore(aws);
  const disturber = createDisturber(cluster, { pods, timeline });
  const send = await prepareSender({
    cluster,
    image: `proofsheet-upload:${tag}`,
    apiUrl: apiUrl(release),
    apiKeys,
    photos: { small: await makePhotos(), heavy: { 'heavy.jpg': await makeHeavyPhoto(heavyMegapixels) } },
    timeline,
  });
  const { kedaOperator } = facts;
  const mistaken = mistakenValues(values);
  const context = { cluster, helm, send, disturber, pods, sampler, timeline };
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
  const result = JSON.stringify({ verdict, waves, rest, stories: pods.stories, visits: progress.visits });
  await writeFile(path.join(folder, 'outcome.json'), result);
  if (options.write) {
    const page = writePage({ photos, facts, figures, said: timeline.said });
    await writeFile(path.join(root, 'docs/cluster-test.md'), page);
  }
  return verdict.errors.length === 0;
}
