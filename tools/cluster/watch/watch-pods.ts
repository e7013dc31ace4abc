import type { KubeApi } from '../kubernetes/kube-api.ts';
import { componentLabel, isReady, type Pod } from '../kubernetes/objects.ts';
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
  /** Pods of a component that are ready now, oldest first. */
  ready(component: string): Pod[];
  story(name: string): PodStory | undefined;
  stop(): void;
}

interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: Pod;
}

/** Follows the pods of our components and their logs, and records both in the timeline. */
export function watchPods(
  kube: KubeApi,
  namespace: string,
  { timeline, logs }: { timeline: Timeline; logs: PodLogs },
): PodWatch {
  const stopping = new AbortController();
  const pods = new Map<string, Pod>();
  const stories = new Map<string, PodStory>();

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      const path = `/api/v1/namespaces/${namespace}/pods?watch=1&labelSelector=${componentLabel}`;
      for await (const line of kube.stream(path, stopping.signal)) {
        const { type, object } = JSON.parse(line) as Change;
        if (type === 'DELETED') leave(object);
        else if (type === 'ADDED' || type === 'MODIFIED') see(object);
      }
    }
  }

  function see(pod: Pod): void {
    const { name, labels = {}, deletionTimestamp } = pod.metadata;
    pods.set(name, pod);
    const component = labels[componentLabel] ?? '';
    const known = stories.get(name);
    const story = known ?? { name, component, created: timeline.seconds(), restarts: [] };
    if (!known) {
      stories.set(name, story);
      timeline.note('pod', `${name} created`);
    }
    if (deletionTimestamp !== undefined && story.deleted === undefined) {
      story.deleted = timeline.seconds();
      timeline.note('pod', `${name} is told to go`);
    }
    if (isReady(pod) && story.ready === undefined) {
      story.ready = timeline.seconds();
      timeline.note('pod', `${name} ready after ${(story.ready - story.created).toFixed(1)} s`);
    }
    const [container] = pod.status.containerStatuses ?? [];
    if (container?.state.running) logs.follow(name, container);
    const ended = container?.lastState.terminated;
    if (container && ended && container.restartCount > story.restarts.length) {
      story.restarts.push({ reason: ended.reason, exitCode: ended.exitCode, at: timeline.seconds() });
      timeline.say(
        'restart',
        `${name}: ${ended.reason}, exit status ${ended.exitCode}, at ${ended.finishedAt}`,
      );
    }
  }

  function leave(pod: Pod): void {
    const { name } = pod.metadata;
    pods.delete(name);
    const story = stories.get(name);
    if (!story) return;
    story.gone = timeline.seconds();
    timeline.note('pod', `${name} gone, ${(story.gone - (story.deleted ?? story.gone)).toFixed(1)} s later`);
  }

  void follow();
  return {
    get stories() {
      return [...stories.values()];
    },
    ready(component) {
      const some = [...pods.values()].filter(
        (pod) => isReady(pod) && pod.metadata.labels?.[componentLabel] === component,
      );
      return some.sort((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp));
    },
    story: (name) => stories.get(name),
    stop: () => stopping.abort(),
  };
}
