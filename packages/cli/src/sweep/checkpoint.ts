import { createHash } from 'node:crypto';
import type { ObjectStore } from '@proofsheet/object-store';
import type { Finding } from './judge-photo.ts';
import type { KeyRange } from './key-ranges.ts';

/** How far one range of a sweep has come. */
export interface RangeProgress extends KeyRange {
  /** The last photo that is done; `after` at the start. */
  readonly position: string;
  readonly isDone: boolean;
}

/** How far a sweep has come. */
export interface Progress {
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly ranges: readonly RangeProgress[];
  /** Photos that were looked at. */
  readonly photos: number;
  readonly found: Readonly<Record<Finding, number>>;
}

/** Keeps the progress of one kind of sweep. */
export interface Checkpoint {
  read(signal: AbortSignal): Promise<Progress | undefined>;
  save(progress: Progress, signal: AbortSignal): Promise<void>;
}

/** Progress that is older is not taken up again: the bucket has changed too much. Milliseconds. */
const maxAgeMs = 24 * 3_600_000;
const maxBytes = 1024 ** 2;

/** Keeps it in the derived bucket, under `sweeps/`, so that another pod can go on. `options` tell sweeps apart. */
export function createCheckpoint(derived: ObjectStore, options: object, now: () => number): Checkpoint {
  const hash = createHash('sha256').update(JSON.stringify(options)).digest('hex').slice(0, 16);
  const key = `sweeps/${hash}.json`;
  return {
    async read(signal) {
      const stored = await derived.get(key, { maxBytes, signal });
      if (!stored) return undefined;
      const progress = JSON.parse(stored.body.toString()) as Progress;
      const isOld = now() - progress.startedAt > maxAgeMs;
      return isOld || progress.ranges.every(({ isDone }) => isDone) ? undefined : progress;
    },
    async save(progress, signal) {
      await derived.put(key, JSON.stringify(progress), { contentType: 'application/json' }, signal);
    },
  };
}
