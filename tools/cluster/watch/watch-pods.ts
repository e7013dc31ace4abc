import { type CoreV1Event, type Informer, makeInformer, type V1Pod } from '@kubernetes/client-node';
import type { Cluster } from '../kubernetes/open-cluster.ts';
import type { Timeline } from '../timeline.ts';
import type { PodLogs } from './follow-logs.ts';

/** The history of a pod, in seconds since the start. */
export interface PodStory {
  readonly name: string;
  readonly component: string;
  readonly created: number;
  ready?: number;
  /** When it began to terminate. */
  deleted?: number;
  gone?: number;
  /** Why its container restarted: `OOMKilled`, `Error`, …. */
  readonly restarts: { readonly reason: string; readonly exitCode: number; readonly at: number }[];
}

export interface PodWatch {
  readonly stories: readonly PodStory[];
  /** Names of the pods of a component that are ready now, oldest first. */
  ready(component: string): string[];
  story(name: string): PodStory | undefined;
  stop(): void;
}

export const componentLabel = 'app.kubernetes.io/component';
const retryMs = 1_000;

/** Follows the pods of our components and their logs, and records both in the timeline. */
export function watchPods(
  { config, core, namespace }: Cluster,
  { timeline, logs }: { timeline: Timeline; logs: PodLogs },
): PodWatch {
  const stories = new Map<string, PodStory>();
  const list = () => core.listNamespacedPod({ namespace, labelSelector: componentLabel });
  const pods = makeInformer(config, `/api/v1/namespaces/${namespace}/pods`, list, componentLabel);
  pods.on('add', see);
  pods.on('update', see);
  pods.on('delete', leave);

  function see(pod: V1Pod): void {
    const story = storyOf(pod);
    const { name } = story;
    if (pod.metadata?.deletionTimestamp !== undefined && story.deleted === undefined) {
      story.deleted = timeline.seconds();
      timeline.note('pod', `${name} is terminating`);
    }
    if (isReady(pod) && story.ready === undefined) {
      story.ready = timeline.seconds();
      timeline.note('pod', `${name} ready after ${(story.ready - story.created).toFixed(1)} s`);
    }
    const [container] = pod.status?.containerStatuses ?? [];
    if (container?.state?.running) logs.follow(name, container);
    const ended = container?.lastState?.terminated;
    if (container && ended && container.restartCount > story.restarts.length) {
      const { reason = '', exitCode } = ended;
      story.restarts.push({ reason, exitCode, at: timeline.seconds() });
      timeline.say('restart', `${name}: ${reason}, exit status ${exitCode}`);
    }
  }

  function storyOf({ metadata: { name = '', labels = {} } = {} }: V1Pod): PodStory {
    const known = stories.get(name);
    if (known) return known;
    const component = labels[componentLabel] ?? '';
    const story = { name, component, created: timeline.seconds(), restarts: [] };
    stories.set(name, story);
    timeline.note('pod', `${name} created`);
    return story;
  }

  function leave(pod: V1Pod): void {
    const story = stories.get(pod.metadata?.name ?? '');
    if (!story) return;
    const gone = timeline.seconds();
    story.gone = gone;
    timeline.note('pod', `${story.name} gone, ${(gone - (story.deleted ?? gone)).toFixed(1)} s later`);
  }

  return {
    get stories() {
      return [...stories.values()];
    },
    ready(component) {
      const some = pods
        .list()
        .filter((pod) => isReady(pod) && pod.metadata?.labels?.[componentLabel] === component);
      return some
        .sort((one, other) => createdAt(one) - createdAt(other))
        .map(({ metadata }) => metadata?.name ?? '');
    },
    story: (name) => stories.get(name),
    stop: keepRunning(pods),
  };
}

/** Adds the cluster's events to the timeline: scheduling, probes, evictions, the autoscaler, KEDA. */
export function followEvents({ config, core, namespace }: Cluster, timeline: Timeline): { stop(): void } {
  const list = () => core.listNamespacedEvent({ namespace });
  const events = makeInformer(config, `/api/v1/namespaces/${namespace}/events`, list);
  const note = ({ type, reason, message, involvedObject: { kind, name } }: CoreV1Event) =>
    timeline.note('event', `${type} ${kind}/${name} ${reason}: ${message}`);
  events.on('add', note);
  events.on('update', note);
  return { stop: keepRunning(events) };
}

/** Starts an informer, and starts it again after each error. The returned function stops it. */
function keepRunning<T extends object>(informer: Informer<T>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  informer.on('error', () => {
    if (!stopped) timer = setTimeout(() => void informer.start(), retryMs);
  });
  void informer.start();
  return () => {
    stopped = true;
    clearTimeout(timer);
    void informer.stop();
  };
}

function isReady({ metadata, status }: V1Pod): boolean {
  const ready = status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false;
  return ready && metadata?.deletionTimestamp === undefined;
}

/** The client's watch leaves times as text, unlike its lists. */
function createdAt({ metadata }: V1Pod): number {
  return new Date(metadata?.creationTimestamp ?? 0).getTime();
}
