import { runOnCluster } from '../cluster/kubernetes/run-on-cluster.ts';
import { readOptions, runInstallTest } from './run-install-test.ts';

/**
 * `pnpm test:install`: installs the chart by its one command, uploads photos on the album page in Chromium, and opens the
 * link on the email page. On a cluster with KEDA, workers must also scale from zero and back.
 */
await runOnCluster({ name: 'pnpm test:install', readOptions, run: runInstallTest });
