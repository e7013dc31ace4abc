import { createNotifierMetrics } from '@proofsheet/notifier/metrics';
import { createConsumerMetrics } from '@proofsheet/queue';
import { exportQueueDepths } from '@proofsheet/queue/depth';
import { createMetrics, type Metrics } from '@proofsheet/runtime';
import { exportKeyFile } from '@proofsheet/upload/key-file-metrics';
import { createUploadMetrics } from '@proofsheet/upload/metrics';
import { watchSweeps } from '@proofsheet/upload/sweep-metrics';
import { createObserver } from '@proofsheet/worker/observer';

/** The description of one metric. */
export interface MetricDescription {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  /** Label names, with the values of those that have a closed list. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** Services that export it. */
  readonly services: readonly string[];
}

/** The default metrics of prom-client that our dashboards use. */
const ofTheProcess = [
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'nodejs_eventloop_lag_p99_seconds',
];

/** Every metric of the services, as their code registers it. No service is started. */
export async function describeMetrics(): Promise<MetricDescription[]> {
  const described = new Map<string, MetricDescription>();
  for (const [service, registry] of Object.entries(registerAll())) {
    for (const metric of registry.getMetricsAsArray()) {
      const { name, help, type } = metric;
      if (!/^(proofsheet|http)_/.test(name) && !ofTheProcess.includes(name)) continue;
      const labels = await labelsOf(metric as unknown as Labelled);
      const services = [...(described.get(name)?.services ?? []), service];
      described.set(name, { name, help, type: String(type), labels, services });
    }
  }
  return [...described.values()];
}

function registerAll(): Record<string, Metrics> {
  const [upload, worker, notifier] = ['upload', 'worker', 'notifier'].map(createMetrics);
  if (!upload || !worker || !notifier) throw new Error('three services');
  const status = () => ({ slots: 1, busy: 0, aborted: 0, waiting: 0, paused: false, receiveErrors: 0 });
  createUploadMetrics(upload);
  exportKeyFile(upload, undefined);
  exportQueueDepths(upload, { queues: {} });
  watchSweeps(upload, { derived: { get: async () => undefined }, logger: { warn: () => {} } });
  const observer = createObserver(worker, undefined);
  observer.events(status);
  observer.watch({
    memory: { total: 0, status: () => ({ usedBytes: 0, holders: 0, waiting: 0 }) },
    threads: { status: () => ({ threads: 0, busy: 0, overdue: 0, waiting: 0 }) },
  });
  createConsumerMetrics(notifier, { status });
  createNotifierMetrics(notifier);
  return { upload, worker, notifier };
}

interface Labelled {
  readonly labelNames: readonly string[];
  get(): Promise<{ values: readonly { labels: Readonly<Record<string, string | number>> }[] }>;
}

async function labelsOf(metric: Labelled): Promise<Map<string, string[]>> {
  const { values } = await metric.get();
  const valuesOf = (name: string) => [...new Set(values.map(({ labels }) => String(labels[name])))];
  // Labels with a closed list have all values from the start. A label with one value may take any.
  const closed = (name: string) => (valuesOf(name).length > 1 ? valuesOf(name) : []);
  return new Map(metric.labelNames.map((name) => [name, closed(name)]));
}
