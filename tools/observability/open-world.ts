import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '@proofsheet/harness/until';
import { forwardPort } from '../cluster/kubernetes/forward-port.ts';
import { createHelm } from '../cluster/kubernetes/helm.ts';
import type { KubeApi } from '../cluster/kubernetes/kube-api.ts';
import { MissingCommandError, runCommand } from '../cluster/kubernetes/run-command.ts';
import { createNamespace, provideImages, root, startEmulator } from '../cluster/set-up.ts';
import type { Timeline } from '../cluster/timeline.ts';
import { createApiKey } from '../cluster/values.ts';
import { openPrometheus } from './open-prometheus.ts';
import { openTestAws } from './open-test-aws.ts';
import type { Options } from './read-options.ts';
import { testValues } from './test-values.ts';
import type { World } from './world.ts';

/** Installs emulator, chart and Prometheus in their own namespace and forwards ports to them. */
export async function openWorld(
  kube: KubeApi,
  options: Options,
  timeline: Timeline,
): Promise<{ world: World; close: () => void }> {
  const { namespace, release, tag } = options;
  await kube.get('/apis/monitoring.coreos.com/v1').catch(() => {
    throw new MissingCommandError('prometheus-operator is not installed in the cluster');
  });
  await provideImages(kube, options, timeline);
  await createNamespace(kube, namespace);
  const emulator = await startEmulator(kube, namespace, tag);
  timeline.say('start', 'local-aws runs');
  const s3 = await forwardPort(namespace, 'service/local-aws', 4566);
  const apiKey = createApiKey();
  const linkKeys = `test:${randomBytes(32).toString('base64')}`;
  const values = testValues({ namespace, release, tag, ...emulator, apiKeys: [apiKey], linkKeys }, s3.url);
  await createHelm({ chart: path.join(root, 'charts/proofsheet'), namespace, release }).upgrade(values);
  timeline.say('start', 'the chart is installed');
  const manifest = await readFile(new URL('prometheus.yaml', import.meta.url), 'utf8');
  const ours = manifest.replaceAll('NAMESPACE', namespace);
  await runCommand('kubectl', ['apply', '--namespace', namespace, '--filename', '-'], ours);
  await until('Prometheus to be ready', () => isReady(kube, namespace), 180_000);
  const api = await forwardPort(namespace, `service/${release}-upload`, 8080);
  const metrics = await forwardPort(namespace, 'service/prometheus-operated', 9090);
  timeline.say('start', `Prometheus runs: ${metrics.url}`);
  const aws = await openTestAws({ endpoint: s3.url, ...emulator });
  const prometheus = openPrometheus(metrics.url);
  return {
    world: { kube, namespace, release, tag, api: { apiUrl: api.url, apiKey }, aws, prometheus, timeline },
    close() {
      aws.close();
      for (const port of [s3, api, metrics]) port.close();
    },
  };
}

async function isReady(kube: KubeApi, namespace: string): Promise<boolean> {
  const path = `/apis/monitoring.coreos.com/v1/namespaces/${namespace}/prometheuses/test`;
  const { status } = await kube.get<{ status?: { availableReplicas?: number } }>(path);
  return status?.availableReplicas === 1;
}
