import { runOnCluster } from '../cluster/kubernetes/run-on-cluster.ts';
import { readOptions } from './read-options.ts';
import { runObservabilityTest } from './run-observability-test.ts';

/**
 * Installs the chart with a Prometheus of its own, sends photos and looks whether every panel shows something; then has
 * every alert fire and end.
 */
await runOnCluster({ name: 'pnpm test:observability', readOptions, run: runObservabilityTest });
