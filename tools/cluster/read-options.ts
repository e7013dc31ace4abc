import { parseArgs } from 'node:util';
import { type CommonOptions, commonOptions } from './kubernetes/common-options.ts';

/** Options of the test. `write` updates docs/cluster-test.md. */
export interface Options extends CommonOptions {
  /** Photos in all. */
  readonly photos: number;
  /** Number of workers that must be ready at the same time. */
  readonly leastWorkers: number;
  /** How long KEDA's operator is stopped, in seconds. */
  readonly kedaSeconds: number;
}

/** @throws TypeError for unknown options. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...commonOptions,
      namespace: { type: 'string', default: 'proofsheet-cluster-test' },
      photos: { type: 'string', default: '3000' },
      'least-workers': { type: 'string' },
      'keda-seconds': { type: 'string', default: '60' },
    },
  });
  const { 'least-workers': workers, 'keda-seconds': kedaSeconds, load, ...rest } = values;
  const photos = wholeNumber('photos', values.photos);
  // A wave of a short run is no work for more.
  const leastWorkers = workers ?? (photos < 2000 ? '1' : '3');
  return {
    ...rest,
    load,
    photos,
    leastWorkers: wholeNumber('least-workers', leastWorkers),
    kedaSeconds: wholeNumber('keda-seconds', kedaSeconds),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`--${name} takes a number, not "${text}"`);
  return Number(text);
}
