import { readFileSync } from 'node:fs';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** The metrics registry of one service. */
export type Metrics = Registry;

/** All packages are released together and share one version. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** A registry with the metrics of the process (memory, CPU, event loop) and its version. */
export function createMetrics(service: string): Metrics {
  const metrics = new Registry();
  metrics.setDefaultLabels({ service });
  collectDefaultMetrics({ register: metrics });
  new Gauge({
    name: 'proofsheet_build_info',
    help: 'Always 1. Labels: version of proofsheet and of Node',
    labelNames: ['version', 'node'],
    registers: [metrics],
  }).set({ version, node: process.versions.node }, 1);
  return metrics;
}
