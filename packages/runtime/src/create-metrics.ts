import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry of metrics of one service. */
export type Metrics = Registry;

/** A registry with the process's own metrics (memory, CPU, event loop). */
export function createMetrics(service: string): Metrics {
  const metrics = new Registry();
  metrics.setDefaultLabels({ service });
  collectDefaultMetrics({ register: metrics });
  return metrics;
}
