import { runOnCluster } from './kubernetes/run-on-cluster.ts';
import { readOptions, runClusterTest } from './run-cluster-test.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** `pnpm test:cluster`: installs the chart, sends photos, disturbs pods meanwhile, and checks that every photo ends right. */
await runOnCluster({ name: 'pnpm test:cluster', readOptions, run: runClusterTest });
