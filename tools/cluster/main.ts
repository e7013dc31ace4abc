import { runOnCluster } from './kubernetes/run-on-cluster.ts';
import { readOptions } from './read-options.ts';
import { runClusterTest } from './run-cluster-test.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Installs everything, sends photos through it, and disturbs it meanwhile: every photo has to end as it should. */
await runOnCluster({ name: 'pnpm test:cluster', readOptions, run: runClusterTest });
