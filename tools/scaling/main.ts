import { runOnCluster } from '../cluster/kubernetes/run-on-cluster.ts';
import { readOptions, runScalingTest } from './run-scaling-test.ts';

/** `pnpm test:scaling`: how fast KEDA and the HPA of a real cluster scale from zero, compared with `pnpm bench scale`. */
await runOnCluster({ name: 'pnpm test:scaling', readOptions, run: runScalingTest });
