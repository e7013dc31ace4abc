import { MissingToolError } from '../../programs/run.ts';
import { type Cluster, openCluster } from './open-cluster.ts';

/** Options of every cluster test. */
export interface CommonOptions {
  readonly namespace: string;
  readonly release: string;
  /** Program that builds an image and loads it into the cluster: DOCKERFILE CONTEXT NAME:TAG. Without it the images must exist. */
  readonly load: string | undefined;
  /** Tag of the images. */
  readonly tag: string;
  /** Keeps the namespace at the end. */
  readonly keep: boolean;
  /** Writes the report into docs. */
  readonly write: boolean;
}

/** The same for `parseArgs`. Each test has its own default namespace. */
export const commonOptions = {
  release: { type: 'string', default: 'proofsheet' },
  load: { type: 'string' },
  tag: { type: 'string', default: 'dev' },
  keep: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;

/** A test that needs a cluster, and its options. */
export interface ClusterTest<O> {
  /** The command, for messages. */
  readonly name: string;
  /** Throws for unknown options. */
  readonly readOptions: (args: readonly string[]) => O;
  /** Returns whether the test passed. */
  readonly run: (cluster: Cluster, options: O) => Promise<boolean>;
}

/**
 * Runs a test on the cluster in KUBECONFIG. Exits with 1 when it fails and with 2 when a prerequisite is missing.
 */
export async function runOnCluster<O extends { readonly namespace: string }>(
  test: ClusterTest<O>,
): Promise<void> {
  try {
    const options = parse(test.readOptions);
    const passed = await test.run(await openCluster(options.namespace), options);
    process.exitCode = passed ? 0 : 1;
  } catch (error) {
    const missing = error instanceof MissingToolError;
    process.stderr.write(`${missing ? `${test.name}: ${error.message}` : (error as Error).stack}\n`);
    process.exitCode = missing ? 2 : 1;
  }
}

function parse<O>(readOptions: ClusterTest<O>['readOptions']): O {
  try {
    return readOptions(process.argv.slice(2).filter((arg) => arg !== '--'));
  } catch (error) {
    throw new MissingToolError((error as Error).message);
  }
}
