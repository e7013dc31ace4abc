import { openKubeApi } from './kubernetes/kube-api.ts';
import { Missing } from './kubernetes/run-command.ts';
import { type Options, readOptions } from './read-options.ts';
import { runClusterTest } from './run-cluster-test.ts';

/**
 * `pnpm test:cluster`: installs everything on the cluster that KUBECONFIG names, sends photos through it, and disturbs it
 * meanwhile. Exits with 1 when a photo is not as it should be, with 2 where something is missing.
 */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  const options = parse();
  const kube = await openKubeApi();
  try {
    process.exitCode = (await runClusterTest(kube, options)) ? 0 : 1;
  } finally {
    kube.close();
  }
} catch (error) {
  const missing = error instanceof Missing;
  process.stderr.write(`${missing ? `pnpm test:cluster: ${error.message}` : (error as Error).stack}\n`);
  process.exitCode = missing ? 2 : 1;
}

function parse(): Options {
  try {
    return readOptions(process.argv.slice(2).filter((arg) => arg !== '--'));
  } catch (error) {
    throw new Missing((error as Error).message);
  }
}
