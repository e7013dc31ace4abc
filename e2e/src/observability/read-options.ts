import { parseArgs } from 'node:util';

/** What the command line says. */
export interface Options {
  readonly namespace: string;
  readonly release: string;
  /** Program that builds an image and loads it into the cluster: DOCKERFILE CONTEXT NAME:TAG. Without it they are there. */
  readonly load: string | undefined;
  /** Tag of the images, built here or in the cluster already. */
  readonly tag: string;
  /** Names of faults; all of them when it is empty. */
  readonly faults: readonly string[];
  /** Leaves the namespace as it is at the end. */
  readonly keep: boolean;
  /** Writes docs/dashboards.md. */
  readonly write: boolean;
}

/** @throws TypeError for what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      namespace: { type: 'string', default: 'observe' },
      release: { type: 'string', default: 'proofsheet' },
      load: { type: 'string' },
      tag: { type: 'string', default: 'dev' },
      fault: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { fault, load, ...rest } = values;
  return { ...rest, load, faults: fault };
}
