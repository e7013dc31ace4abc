import { parseArgs } from 'node:util';
import { type CommonOptions, commonOptions } from '../cluster/kubernetes/common-options.ts';

/** What the command line says; `write` is for docs/dashboards.md. */
export interface Options extends CommonOptions {
  /** Names of faults; all of them when it is empty. */
  readonly faults: readonly string[];
}

/** @throws TypeError for what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...commonOptions,
      namespace: { type: 'string', default: 'observe' },
      fault: { type: 'string', multiple: true, default: [] },
    },
  });
  const { fault, load, ...rest } = values;
  return { ...rest, load, faults: fault };
}
