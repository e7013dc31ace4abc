import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { imageEnv } from '../image-env.ts';

/** How damaged photos ended. */
export interface Mutations {
  readonly files: number;
  /** Counts by format and end. */
  readonly ends: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Of the process that made them, encoders of the photos included. */
  readonly peakMiB: number;
  readonly seconds: number;
}

/** The budget of 128 MiB and what the worker takes without photos are 304 MiB. */
export const maxPeakMiB = 300;

/** Makes thumbnails of damaged photos in a process of its own, set up as the worker's image is. */
export async function runMutations(args: readonly string[]): Promise<Mutations> {
  const child = [join(import.meta.dirname, 'mutations-child.ts'), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, child, { env: imageEnv() });
  return JSON.parse(stdout);
}

/** How many photos ended in a way that is wanted. */
export function countEnds({ ends }: Mutations, wanted: (end: string) => boolean): number {
  return Object.values(ends)
    .flatMap((byEnd) => Object.entries(byEnd))
    .reduce((total, [end, count]) => total + (wanted(end) ? count : 0), 0);
}
