import { type KubeApi, openKubeApi } from './kube-api.ts';
import { MissingCommandError } from './run-command.ts';

/** A test that needs a cluster, and its options. */
export interface ClusterTest<O> {
  /** The command, for messages. */
  readonly name: string;
  /** Throws for unknown options. */
  readonly readOptions: (args: readonly string[]) => O;
  /** Returns whether the test passed. */
  readonly run: (kube: KubeApi, options: O) => Promise<boolean>;
}

/**
 * Runs a test on the cluster in KUBECONFIG. Exits with 1 when it fails and with 2 when a prerequisite is missing.
 */
export async function runOnCluster<O>({ name, readOptions, run }: ClusterTest<O>): Promise<void> {
  try {
    const options = parse(readOptions);
    const kube = await openKubeApi();
    try {
      process.exitCode = (await run(kube, options)) ? 0 : 1;
    } finally {
      kube.close();
    }
  } catch (error) {
    const missing = error instanceof MissingCommandError;
    process.stderr.write(`${missing ? `${name}: ${error.message}` : (error as Error).stack}\n`);
    process.exitCode = missing ? 2 : 1;
  }
}

function parse<O>(readOptions: ClusterTest<O>['readOptions']): O {
  try {
    return readOptions(process.argv.slice(2).filter((arg) => arg !== '--'));
  } catch (error) {
    throw new MissingCommandError((error as Error).message);
  }
}
