import { until } from '@proofsheet/harness/until';
import type { Helm } from '../kubernetes/helm.ts';
import type { Cluster } from '../kubernetes/open-cluster.ts';
import type { Batch, Sent } from '../load/send-job.ts';
import type { Timeline } from '../timeline.ts';
import type { Sample, Sampler } from '../watch/take-samples.ts';
import type { PodWatch } from '../watch/watch-pods.ts';
import { type Disturber, type KedaOperator, stopKeda } from './disturb-cluster.ts';

export interface WavesOptions {
  readonly cluster: Cluster;
  readonly kedaOperator: KedaOperator;
  readonly kedaSeconds: number;
  readonly photos: number;
  readonly leastWorkers: number;
  readonly helm: Helm;
  /** Values with a mistake, for the rollback. */
  readonly mistaken: object;
  readonly send: (batch: Batch) => Promise<Sent>;
  readonly disturber: Disturber;
  readonly pods: PodWatch;
  readonly sampler: Sampler;
  readonly timeline: Timeline;
}

export interface Waves {
  readonly sent: readonly Sent[];
  readonly heavy: Sent;
  /** Seconds from the first photo until `leastWorkers` were ready. */
  readonly scaleOutSeconds: number;
}

const services = ['upload', 'worker', 'notifier'];
/** Shares of the photos. The first wave must keep many workers busy. */
const shares = [0.5, 0.2, 0.2, 0.1];

/** Sends the photos in four waves, with a disturbance during each. */
export async function runWaves(options: WavesOptions): Promise<Waves> {
  const { cluster, helm, disturber, sampler, timeline, send, photos } = options;
  const start = (number: number) => {
    const count = Math.round(photos * (shares[number - 1] ?? 0));
    return begin(send({ name: `wave-${number}`, count, photos: 'small', caller: number % 3 }));
  };
  const workers = (least: number, seconds: number) =>
    sampler.until(
      `${least} ready workers`,
      ({ replicas }) => (replicas.worker?.ready ?? 0) >= least,
      seconds,
    );

  const first = timeline.seconds();
  const one = start(1);
  const { seconds } = await workers(options.leastWorkers, 300);
  timeline.say(
    'reached',
    `${options.leastWorkers} ready workers, ${(seconds - first).toFixed(1)} s after the first photo`,
  );
  const deleted = begin(disturber.deletePod('worker'));
  await disturber.forceDeletePod('upload');
  await deleted;
  await sampler.until('a pod of each', hasAll, 120);
  await disturber.evictAll(services);

  const two = start(2);
  await workers(1, 120);
  await disturber.killPod('worker');
  await timed(timeline, 'helm upgrade to a memory limit that is too low', () =>
    helm.upgrade(options.mistaken),
  );

  const heavy = begin(send({ name: 'heavy', count: 1, photos: 'heavy', caller: 0 }));
  const three = start(3);
  await untilOutOfMemory(options);
  await timed(timeline, 'helm rollback', () => helm.rollback());

  const four = start(4);
  await workers(1, 120);
  await stopKeda(cluster, options.kedaOperator, { seconds: options.kedaSeconds, timeline });
  await sampler.until('a notifier', ({ replicas }) => (replicas.notifier?.ready ?? 0) > 0, 300);
  await disturber.killPod('notifier');
  return {
    sent: await Promise.all([one, two, three, four]),
    heavy: await heavy,
    scaleOutSeconds: seconds - first,
  };
}

function hasAll({ replicas }: Sample): boolean {
  return services.every((service) => (replicas[service]?.ready ?? 0) > 0);
}

/** Awaited later: a failure is thrown there and must not end the process earlier. */
function begin<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

async function untilOutOfMemory({ pods, timeline }: WavesOptions): Promise<void> {
  const killed = () => pods.stories.find(({ restarts }) => restarts.some(isOutOfMemory));
  const pod = await until('a worker that ran out of memory', async () => killed(), 300_000);
  timeline.say('reached', `${pod.name} was OOMKilled`);
}

export function isOutOfMemory({ reason }: { reason: string }): boolean {
  return reason === 'OOMKilled';
}

async function timed(timeline: Timeline, what: string, run: () => Promise<void>): Promise<void> {
  const start = timeline.seconds();
  timeline.say('do', what);
  await run();
  timeline.say('done', `${what}: ${(timeline.seconds() - start).toFixed(1)} s`);
}
