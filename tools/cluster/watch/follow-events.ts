import type { KubeApi } from '../kubernetes/kube-api.ts';
import type { KubeEvent } from '../kubernetes/objects.ts';
import type { Timeline } from '../timeline.ts';

/** Adds the cluster's events to the timeline: scheduling, probes, evictions, the autoscaler, KEDA. */
export function followEvents(kube: KubeApi, namespace: string, timeline: Timeline): { stop(): void } {
  const stopping = new AbortController();
  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      const path = `/api/v1/namespaces/${namespace}/events?watch=1`;
      for await (const line of kube.stream(path, stopping.signal)) {
        const { type, object } = JSON.parse(line) as { type: string; object: KubeEvent };
        if (type === 'DELETED' || object.involvedObject === undefined) continue;
        const { kind, name } = object.involvedObject;
        timeline.note('event', `${object.type} ${kind}/${name} ${object.reason}: ${object.message}`);
      }
    }
  }
  void follow();
  return { stop: () => stopping.abort() };
}
