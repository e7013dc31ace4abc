import { setTimeout as delay } from 'node:timers/promises';
import { type ClusterAws, type QueueName, queueNames } from '../aws/open-cluster-aws.ts';
import type { Cluster } from '../kubernetes/open-cluster.ts';
import type { Timeline } from '../timeline.ts';
import { componentLabel } from './watch-pods.ts';

/** A sample of replicas and queues. */
export interface Sample {
  readonly seconds: number;
  /** By component. */
  readonly replicas: Readonly<Record<string, { readonly wanted: number; readonly ready: number }>>;
  /** Messages in any state, by queue. */
  readonly queued: Readonly<Record<QueueName, number>>;
  /** Messages that are due: visible and in flight. */
  readonly backlog: Readonly<Record<QueueName, number>>;
}

export interface Sampler {
  readonly samples: readonly Sample[];
  /** Waits for a matching sample. @throws Error that names `what` after the timeout. */
  until(what: string, fits: (sample: Sample) => boolean, timeoutSeconds: number): Promise<Sample>;
  stop(): Promise<void>;
}

const everyMs = 2_000;

/** Samples replicas and queues every two seconds. Failed samples are skipped. */
export function takeSamples(
  { apps, namespace }: Cluster,
  { release, aws, timeline }: { release: string; aws: ClusterAws; timeline: Timeline },
): Sampler {
  const samples: Sample[] = [];
  let stopping = false;
  const labelSelector = `app.kubernetes.io/instance=${release}`;

  async function look(): Promise<Sample> {
    const [{ items }, depths] = await Promise.all([
      apps.listNamespacedDeployment({ namespace, labelSelector }),
      aws.depths(),
    ]);
    const replicas = items.map(({ metadata, spec, status }) => [
      metadata?.labels?.[componentLabel] ?? metadata?.name,
      { wanted: spec?.replicas ?? 0, ready: status?.readyReplicas ?? 0 },
    ]);
    const count = (states: (depth: (typeof depths)[QueueName]) => number) =>
      Object.fromEntries(queueNames.map((name) => [name, states(depths[name])])) as Record<QueueName, number>;
    return {
      seconds: timeline.seconds(),
      replicas: Object.fromEntries(replicas),
      queued: count((depth) => depth.visible + depth['in-flight'] + depth.delayed),
      backlog: count((depth) => depth.visible + depth['in-flight']),
    };
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const sample = await look().catch((error: Error) => timeline.note('sample', error.message));
      if (sample) {
        samples.push(sample);
        timeline.note('sample', describe(sample));
      }
      await delay(everyMs);
    }
  }

  const running = run();
  return {
    samples,
    async until(what, fits, timeoutSeconds) {
      const end = timeline.seconds() + timeoutSeconds;
      for (let next = samples.length; ; await delay(200)) {
        const found = samples.slice(next).find(fits);
        if (found) return found;
        next = samples.length;
        if (timeline.seconds() > end)
          throw new Error(`timed out after ${timeoutSeconds} s waiting for ${what}`);
      }
    },
    async stop() {
      stopping = true;
      await running;
    },
  };
}

export function describe({ replicas, queued, backlog }: Sample): string {
  const pods = Object.entries(replicas).map(([name, { wanted, ready }]) => `${name} ${ready}/${wanted}`);
  const waiting = queueNames.map(
    (name) => `${name} ${backlog[name]}+${queued[name] - backlog[name]} delayed`,
  );
  return [...pods, ...waiting].join(', ');
}

/** Time limit until all messages are done: remaining visibility, a check, KEDA's polling interval. */
const quietSeconds = 900;
/** Time limit until KEDA and the HPA have scaled to zero. */
const downSeconds = 600;

/** When the queues were empty and when the workers were gone, in seconds since the start. */
export interface Rest {
  readonly quiet: number;
  readonly down: number;
}

/** Waits until the queues are empty, delayed messages included, and then until no worker is left. */
export async function untilAtRest({
  sampler,
  timeline,
}: {
  sampler: Sampler;
  timeline: Timeline;
}): Promise<Rest> {
  const { seconds: quiet } = await sampler.until('empty queues', isQuiet, quietSeconds);
  timeline.say('reached', 'all queues are empty');
  const { seconds: down } = await sampler.until('no worker', isDown, downSeconds);
  timeline.say('reached', `no worker and no notifier is running, ${(down - quiet).toFixed(1)} s later`);
  return { quiet, down };
}

function isQuiet({ queued }: Sample): boolean {
  return queued.originals + queued.thumbnails === 0;
}

function isDown({ queued, replicas }: Sample): boolean {
  const left = [replicas.worker, replicas.notifier].map((each) => (each?.wanted ?? 0) + (each?.ready ?? 0));
  return queued.originals + queued.thumbnails === 0 && left.every((count) => count === 0);
}
