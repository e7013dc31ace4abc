import { readFileSync } from 'node:fs';

const page = new URL('../../../docs/metrics.md', import.meta.url);

/** Metrics from elsewhere: KEDA, prom-client's defaults, Prometheus, the chart's recording rules. */
const foreign = [
  'ALERTS',
  'keda_scaled_object_errors_total',
  'keda_scaler_active',
  'keda_scaler_metrics_latency_seconds',
  'keda_scaler_metrics_value',
  'nodejs_eventloop_lag_p99_seconds',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'proofsheet:api_error_ratio',
  'proofsheet:max_replicas',
  'proofsheet:messages_per_replica',
  'proofsheet:thumbnail_late_ratio',
  'up',
];

/** Every existing series: the metrics of docs/metrics.md, which is generated from the code, and those of other programs. */
export function knownMetrics(): Set<string> {
  const documented = readFileSync(page, 'utf8').match(/\b(proofsheet|http)_\w+/g);
  const parts = (documented ?? []).flatMap((name) => [
    name,
    `${name}_bucket`,
    `${name}_count`,
    `${name}_sum`,
  ]);
  return new Set([...foreign, ...parts]);
}
