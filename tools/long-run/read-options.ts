import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface LongRunOptions {
  /** Photos that are stored. Some are then overwritten, deleted, or their events sent again. */
  readonly photos: number;
  readonly seed: number;
  /** Without kills and faults, for comparison. */
  readonly calm: boolean;
  /** File for the report as JSON. */
  readonly json: string | undefined;
}

/** Reads the command line. @throws Error that names what is wrong. */
export function readOptions(args: readonly string[]): LongRunOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      photos: { type: 'string', default: '10000' },
      seed: { type: 'string' },
      calm: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const seed = values.seed === undefined ? randomInt(0, 2 ** 31 - 1) : Number(values.seed);
  const photos = Number(values.photos);
  if (!Number.isSafeInteger(photos) || photos < 1) throw new Error('--photos is a whole number of 1 or more');
  if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');
  return { photos, seed, calm: values.calm, json: values.json };
}
