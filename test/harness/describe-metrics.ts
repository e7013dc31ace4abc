import { createNotifierMetrics } from '@proofsheet/notifier/metrics';
import { createConsumerMetrics } from '@proofsheet/queue';
import { exportQueueDepths } from '@proofsheet/queue/depth';
import { createMetrics, type Metrics } from '@proofsheet/runtime';
import { createUploadMetrics } from '@proofsheet/upload/metrics';
import { createMeasures } from '@proofsheet/worker/measures';

/** What is known of one metric. */
export interface MetricDescription {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  /** Names, with all values of those that have a closed list. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** Who has it. */
  readonly services: readonly string[];
}

/** Of the dozens that prom-client adds, those that our dashboards need. */
const ofTheProcess = [
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'nodejs_eventloop_lag_p99_seconds',
];

/** Every metric of the services, as their code registers it; nothing of them is started. */
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
  exportQueueDepths(upload, { queues: {} });
  const measures = createMeasures(worker);
  measures.events(status);
  measures.memory({
    total: 0,
    acquire: () => Promise.reject(new Error('nothing is done here')),
    status: () => ({ usedBytes: 0, holders: 0, waiting: 0 }),
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
  // A label with one value now may have any; those of a closed list are all there from the start.
  const closed = (name: string) => (valuesOf(name).length > 1 ? valuesOf(name) : []);
  return new Map(metric.labelNames.map((name) => [name, closed(name)]));
}
