import { setTimeout as delay } from 'node:timers/promises';
import { type ClusterAws, type QueueName, queueNames } from '../aws/open-cluster-aws.ts';
import type { KubeApi } from '../kubernetes/kube-api.ts';
import { componentLabel, type Deployment } from '../kubernetes/objects.ts';
import type { Timeline } from '../timeline.ts';

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
  { kube, aws, timeline }: { kube: KubeApi; aws: ClusterAws; timeline: Timeline },
  { namespace, release }: { namespace: string; release: string },
): Sampler {
  const samples: Sample[] = [];
  let stopping = false;
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments?labelSelector=app.kubernetes.io/instance%3D${release}`;

  async function look(): Promise<Sample> {
    const [found, depths] = await Promise.all([kube.list<Deployment>(deployments), aws.depths()]);
    const replicas = found.map(({ metadata, spec, status }) => [
      metadata.labels?.[componentLabel] ?? metadata.name,
      { wanted: spec.replicas, ready: status.readyReplicas ?? 0 },
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
        if (timeline.seconds() > end) throw new Error(`waited ${timeoutSeconds} s in vain for ${what}`);
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
