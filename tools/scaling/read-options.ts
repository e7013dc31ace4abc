import { parseArgs } from 'node:util';
import { commonOptions } from '../cluster/kubernetes/common-options.ts';

export interface Options {
  readonly namespace: string;
  /** Tag of the emulator's image, which must be on a node. */
  readonly tag: string;
  /** Image of the pods that are scaled: they do nothing. */
  readonly image: string;
  readonly max: number;
}

/** @throws TypeError for unknown options. */
export function readOptions(args: readonly string[]): Options {
  const { tag } = commonOptions;
  const { values } = parseArgs({
    args: [...args],
    options: {
      tag,
      namespace: { type: 'string', default: 'proofsheet-scaling-test' },
      image: { type: 'string', default: 'registry.k8s.io/pause:3.10' },
      max: { type: 'string', default: '40' },
    },
  });
  return { ...values, max: Number(values.max) };
}
