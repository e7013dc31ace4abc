import type { KubeApi } from '../cluster/kubernetes/kube-api.ts';
import type { Timeline } from '../cluster/timeline.ts';
import type { Prometheus } from './open-prometheus.ts';
import type { TestAws } from './open-test-aws.ts';

/** What faults and checks are done with. */
export interface World {
  readonly kube: KubeApi;
  readonly namespace: string;
  /** The names of Deployments and ScaledObjects begin with it. */
  readonly release: string;
  readonly tag: string;
  readonly api: { readonly apiUrl: string; readonly apiKey: string };
  readonly aws: TestAws;
  readonly prometheus: Prometheus;
  readonly timeline: Timeline;
}
