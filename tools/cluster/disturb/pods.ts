import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@proofsheet/harness/until';
import { ApiError, type KubeApi } from '../kubernetes/kube-api.ts';
import { runCommand } from '../kubernetes/run-command.ts';
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
  kube: KubeApi,
  namespace: string,
  { pods, timeline }: { pods: PodWatch; timeline: Timeline },
): Disturber {
  const pathOf = (name: string) => `/api/v1/namespaces/${namespace}/pods/${name}`;
  const kills: Kill[] = [];

  function pick(component: string): string {
    const name = pods.ready(component)[0]?.metadata.name;
    if (name === undefined) throw new Error(`there is no ready pod of ${component} to disturb`);
    return name;
  }

  return {
    kills,
    async deletePod(component) {
      const name = pick(component);
      const start = timeline.seconds();
      timeline.say('do', `delete pod ${name}`);
      await kube.remove(pathOf(name));
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
      const where = ['exec', '--namespace', namespace, name, '--container', component, '--'];
      const script = await readFile(new URL('./kill.mts', import.meta.url), 'utf8');
      // kubectl may or may not see its own exit, since the container ends with it.
      const node = ['node', '--input-type=module-typescript', '--eval', script];
      await runCommand('kubectl', [...where, ...node]).catch(() => {});
      kills.push({ component, pod: name, at: new Date() });
      await until(`the restart of ${name}`, async () => restarts() > before, 60_000);
    },
    async forceDeletePod(component) {
      const name = pick(component);
      timeline.say('do', `delete pod ${name} --grace-period=0 --force`);
      kills.push({ component, pod: name, at: new Date() });
      await kube.remove(pathOf(name), { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 });
    },
    async evictAll(components) {
      const start = timeline.seconds();
      const names = components.flatMap((component) =>
        pods.ready(component).map(({ metadata }) => metadata.name),
      );
      timeline.say('do', `evict ${names.length} pods: ${names.join(', ')}`);
      let refused = 0;
      for (const name of names) refused += await evict(name);
      await until(
        'the end of what was evicted',
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
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    for (let refused = 0; ; refused += 1) {
      try {
        await kube.create(`${pathOf(name)}/eviction`, body);
        return refused;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return refused;
        if (!(error instanceof ApiError && error.status === 429) || refused > 200) throw error;
        if (refused === 0) timeline.note('evict', `${name} refused for now: ${error.message}`);
        await delay(1_000);
      }
    }
  }
}
