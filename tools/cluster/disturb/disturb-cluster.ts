import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiException, Exec } from '@kubernetes/client-node';
import { until } from '@proofsheet/harness/until';
import type { Cluster } from '../kubernetes/open-cluster.ts';
import type { Timeline } from '../timeline.ts';
import type { PodWatch } from '../watch/watch-pods.ts';

/** A process that the test killed. */
export interface Kill {
  readonly component: string;
  readonly pod: string;
  readonly at: Date;
}

export interface Disturber {
  readonly kills: readonly Kill[];
  /** `kubectl delete pod`, as a scale-in does. Returns the seconds until the pod was gone. */
  deletePod(component: string): Promise<number>;
  /** SIGKILL to the process. The kubelet restarts the container. */
  killPod(component: string): Promise<void>;
  /** `kubectl delete pod --grace-period=0 --force`: the kubelet still sends SIGTERM, and SIGKILL soon after. */
  forceDeletePod(component: string): Promise<void>;
  /** Evicts every pod of these components, as `kubectl drain` does, and retries while a disruption budget forbids it. */
  evictAll(components: readonly string[]): Promise<{ evicted: number; refused: number; seconds: number }>;
}

const goneMs = 200_000;

/** Disturbances of pods. */
export function createDisturber(
  { config, core, namespace }: Cluster,
  { pods, timeline }: { pods: PodWatch; timeline: Timeline },
): Disturber {
  const kills: Kill[] = [];

  function pick(component: string): string {
    const [name] = pods.ready(component);
    if (name === undefined) throw new Error(`there is no ready pod of ${component} to disturb`);
    return name;
  }

  return {
    kills,
    async deletePod(component) {
      const name = pick(component);
      const start = timeline.seconds();
      timeline.say('do', `delete pod ${name}`);
      await core.deleteNamespacedPod({ name, namespace });
      await until(`the end of ${name}`, async () => pods.story(name)?.gone !== undefined, goneMs);
      const seconds = timeline.seconds() - start;
      timeline.say('done', `${name} gone after ${seconds.toFixed(1)} s`);
      return seconds;
    },
    async killPod(component) {
      const name = pick(component);
      const restarts = () => pods.story(name)?.restarts.length ?? 0;
      const before = restarts();
      timeline.say('do', `kill -9 in ${name}`);
      const script = await readFile(new URL('./kill.mts', import.meta.url), 'utf8');
      const command = ['node', '--input-type=module-typescript', '--eval', script];
      const output = new PassThrough().resume();
      await new Exec(config).exec(namespace, name, component, command, output, output, null, false);
      kills.push({ component, pod: name, at: new Date() });
      await until(`the restart of ${name}`, async () => restarts() > before, 60_000);
    },
    async forceDeletePod(component) {
      const name = pick(component);
      timeline.say('do', `delete pod ${name} --grace-period=0 --force`);
      kills.push({ component, pod: name, at: new Date() });
      await core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 });
    },
    async evictAll(components) {
      const start = timeline.seconds();
      const names = components.flatMap((component) => pods.ready(component));
      timeline.say('do', `evict ${names.length} pods: ${names.join(', ')}`);
      let refused = 0;
      for (const name of names) refused += await evict(name);
      await until(
        'the end of the evicted pods',
        async () => names.every((name) => pods.story(name)?.gone),
        goneMs,
      );
      const seconds = timeline.seconds() - start;
      timeline.say(
        'done',
        `${names.length} evicted, all gone after ${seconds.toFixed(1)} s, ${refused} refused`,
      );
      return { evicted: names.length, refused, seconds };
    },
  };

  /** Returns how often the disruption budget refused the eviction. */
  async function evict(name: string): Promise<number> {
    const body = { metadata: { name, namespace } };
    for (let refused = 0; ; refused += 1) {
      try {
        await core.createNamespacedPodEviction({ name, namespace, body });
        return refused;
      } catch (error) {
        const status = error instanceof ApiException ? error.code : undefined;
        if (status === 404) return refused;
        if (status !== 429 || refused > 200) throw error;
        if (refused === 0) timeline.note('evict', `${name} is refused for now`);
        await delay(1_000);
      }
    }
  }
}

/** Scales KEDA's operator to zero for `seconds`. It is always started again. */
export async function stopKeda(
  cluster: Cluster,
  operator: KedaOperator,
  { seconds, timeline }: { seconds: number; timeline: Timeline },
): Promise<void> {
  const read = () => cluster.apps.readNamespacedDeployment(operator);
  const ready = async () => (await read()).status?.readyReplicas ?? 0;
  const scale = (replicas: number) =>
    cluster.merge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: operator, spec: { replicas } });
  const replicas = (await read()).spec?.replicas ?? 1;
  timeline.say('do', 'scale the operator of KEDA to 0');
  try {
    await scale(0);
    await until('the end of the operator', async () => (await ready()) === 0, 60_000);
    timeline.say('done', 'KEDA is stopped');
    await delay(seconds * 1000);
  } finally {
    timeline.say('do', `scale the operator of KEDA to ${replicas}`);
    await scale(replicas);
  }
  await until('the operator', async () => (await ready()) === replicas, 120_000);
  timeline.say('done', 'KEDA is back');
}

/** Name of the Deployment of KEDA's operator. */
export interface KedaOperator {
  readonly name: string;
  readonly namespace: string;
}
