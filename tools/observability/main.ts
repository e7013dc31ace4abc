import { runOnCluster } from '../cluster/kubernetes/run-on-cluster.ts';
import { readOptions, runObservabilityTest } from './run-observability-test.ts';

/**
 * `pnpm test:observability`: installs the chart with its own Prometheus, sends photos, checks that every panel has data,
 * then plants faults until every alert has fired and resolved.
 */
await runOnCluster({ name: 'pnpm test:observability', readOptions, run: runObservabilityTest });
