import { readFileSync } from 'node:fs';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** A registry of metrics of one service. */
export type Metrics = Registry;

/** All parts are released together, and so have one version. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** A registry with the process's own metrics (memory, CPU, event loop), and what is running. */
export function createMetrics(service: string): Metrics {
  const metrics = new Registry();
  metrics.setDefaultLabels({ service });
  collectDefaultMetrics({ register: metrics });
  new Gauge({
    name: 'proofsheet_build_info',
    help: 'Always 1: the version that runs, and that of Node',
    labelNames: ['version', 'node'],
    registers: [metrics],
  }).set({ version, node: process.versions.node }, 1);
  return metrics;
}
