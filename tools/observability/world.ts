import type { KubeApi } from '../cluster/kubernetes/kube-api.ts';
import type { Timeline } from '../cluster/timeline.ts';
import type { Prometheus } from './open-prometheus.ts';
import type { TestAws } from './open-test-aws.ts';

/** The handles that faults and checks use. */
export interface World {
  readonly kube: KubeApi;
  readonly namespace: string;
  /** Prefix of the names of Deployments and ScaledObjects. */
  readonly release: string;
  readonly tag: string;
  readonly api: { readonly apiUrl: string; readonly apiKey: string };
  readonly aws: TestAws;
  readonly prometheus: Prometheus;
  readonly timeline: Timeline;
}
