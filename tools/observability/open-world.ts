import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { until } from '@proofsheet/harness/until';
import { createHelm } from '../cluster/kubernetes/helm.ts';
import type { Cluster } from '../cluster/kubernetes/open-cluster.ts';
import type { CommonOptions } from '../cluster/kubernetes/run-on-cluster.ts';
import { createNamespace, provideImages, root, startEmulator } from '../cluster/set-up.ts';
import type { Timeline } from '../cluster/timeline.ts';
import { createApiKey, type ReleaseOptions, releaseValues } from '../cluster/values.ts';
import { MissingToolError } from '../programs/run.ts';
import { openPrometheus, type Prometheus } from './open-prometheus.ts';
import { openTestAws, type TestAws } from './open-test-aws.ts';

/** The installed system, as faults and checks use it. */
export interface World {
  readonly cluster: Cluster;
  /** Prefix of the names of Deployments and ScaledObjects. */
  readonly release: string;
  readonly tag: string;
  readonly api: { readonly apiUrl: string; readonly apiKey: string };
  readonly aws: TestAws;
  readonly prometheus: Prometheus;
  readonly timeline: Timeline;
}

/** Installs emulator, chart and Prometheus in their own namespace and forwards ports to them. */
export async function openWorld(
  cluster: Cluster,
  { disabledAlerts, ...options }: CommonOptions & { readonly disabledAlerts: readonly string[] },
  timeline: Timeline,
): Promise<{ world: World; close: () => void }> {
  const { namespace, release, tag } = options;
  await cluster.objects.list('monitoring.coreos.com/v1', 'Prometheus').catch(() => {
    throw new MissingToolError('prometheus-operator is not installed in the cluster');
  });
  await provideImages(cluster, options, timeline);
  await createNamespace(cluster);
  const emulator = await startEmulator(cluster, tag);
  timeline.say('start', 'local-aws runs');
  const s3 = await cluster.forward({ service: 'local-aws', port: 4566 });
  const apiKey = createApiKey();
  const linkKeys = `test:${randomBytes(32).toString('base64')}`;
  const chosen = { namespace, release, tag, ...emulator, apiKeys: [apiKey], linkKeys };
  const values = testValues(chosen, s3.url, disabledAlerts);
  await createHelm({ chart: path.join(root, 'charts/proofsheet'), namespace, release }).upgrade(values);
  timeline.say('start', 'the chart is installed');
  const manifest = await readFile(new URL('prometheus.yaml', import.meta.url), 'utf8');
  await cluster.apply(manifest.replaceAll('NAMESPACE', namespace));
  await until('Prometheus to be ready', () => isReady(cluster), 180_000);
  const api = await cluster.forward({ service: `${release}-upload`, port: 8080 });
  const metrics = await cluster.forward({ service: 'prometheus-operated', port: 9090 });
  timeline.say('start', `Prometheus runs: ${metrics.url}`);
  const aws = await openTestAws({ endpoint: s3.url, ...emulator });
  const prometheus = openPrometheus(metrics.url);
  return {
    world: { cluster, release, tag, api: { apiUrl: api.url, apiKey }, aws, prometheus, timeline },
    close() {
      aws.close();
      for (const port of [s3, api, metrics]) port.close();
    },
  };
}

interface PrometheusResource extends KubernetesObject {
  readonly status?: { readonly availableReplicas?: number };
}

async function isReady({ objects }: Cluster): Promise<boolean> {
  const prometheus = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name: 'test' },
  };
  return (await objects.read<PrometheusResource>(prometheus)).status?.availableReplicas === 1;
}

/** Five minutes become ten seconds, which hold five scrapes at two-second intervals. */
const windowScale = 1 / 30;

/**
 * Values of the chart: windows in seconds, one small worker that a few photos keep busy, no delays.
 * @param s3Url endpoint at which this process reaches S3
 */
function testValues(options: ReleaseOptions, s3Url: string, disabled: readonly string[]): object {
  const values = releaseValues(options);
  const quick = { pollingSeconds: 2, cooldownSeconds: 30 };
  return {
    ...values,
    aws: { ...values.aws, s3PublicEndpoint: s3Url },
    upload: { ...values.upload, replicas: 1, scaling: { enabled: false } },
    worker: {
      ...values.worker,
      resources: { requests: { cpu: '50m', memory: '384Mi' }, limits: { cpu: '500m', memory: '384Mi' } },
      settings: { CHECK_DELAY_SECONDS: 150, CONCURRENCY: 2 },
      scaling: { ...quick, max: 1 },
    },
    notifier: {
      ...values.notifier,
      settings: { NOTIFY_QUIET_SECONDS: 2 },
      scaling: { ...quick, min: 1, max: 1 },
    },
    monitoring: {
      serviceMonitor: { enabled: true, interval: '2s' },
      rules: {
        enabled: true,
        windowScale,
        disabled,
        thresholds: { oldestMessageSeconds: 45, thumbnailSeconds: 10, apiRequestsMin: 1 },
      },
      dashboards: { enabled: true },
    },
  };
}
