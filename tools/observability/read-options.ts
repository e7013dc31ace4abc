import { parseArgs } from 'node:util';
import { type CommonOptions, commonOptions } from '../cluster/kubernetes/common-options.ts';

/** Options of the test. `write` updates docs/dashboards.md. */
export interface Options extends CommonOptions {
  /** Names of faults; empty for all. */
  readonly faults: readonly string[];
}

/** @throws TypeError for unknown options. */
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
