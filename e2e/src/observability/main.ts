import { openKubeApi } from '../cluster/kubernetes/kube-api.ts';
import { Missing } from '../cluster/kubernetes/run-command.ts';
import { type Options, readOptions } from './read-options.ts';
import { runObservabilityTest } from './run-observability-test.ts';

/**
 * `pnpm test:observability`: installs the chart on the cluster that KUBECONFIG names, with a Prometheus of its own; sends
 * photos and looks whether every panel shows something; then has every alert fire and end. Exits with 1 when one does not,
 * with 2 where something is missing.
 */
try {
  const options = parse();
  const kube = await openKubeApi();
  try {
    process.exitCode = (await runObservabilityTest(kube, options)) ? 0 : 1;
  } finally {
    kube.close();
  }
} catch (error) {
  const missing = error instanceof Missing;
  process.stderr.write(`${missing ? `pnpm test:observability: ${error.message}` : (error as Error).stack}\n`);
  process.exitCode = missing ? 2 : 1;
}

function parse(): Options {
  try {
    return readOptions(process.argv.slice(2).filter((arg) => arg !== '--'));
  } catch (error) {
    throw new Missing((error as Error).message);
  }
}
