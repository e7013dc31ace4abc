import type { ObjectStore } from '@proofsheet/object-store';
import type { Checkpoint, Progress } from './checkpoint.ts';
import type { Inventory } from './inventory.ts';
import type { SendChecks } from './send-checks.ts';

/** What to look at, and what to have done again. */
export interface SweepScope {
  /** Only originals whose keys begin with it. */
  readonly prefix: string;
  /** Only originals stored since, in milliseconds since 1970; 0 for all. */
  readonly storedSince: number;
  /** Originals stored within so many seconds before the start are left alone: their messages may be under way. */
  readonly minAgeSeconds: number;
  /** Lists the thumbnails too. */
  readonly deep: boolean;
  /** Checks every photo that is ready: the worker makes anew those of another recipe. */
  readonly recipeChanged: boolean;
  /** Checks every photo that failed: the worker tries again those that failed under other limits. */
  readonly retryFailed: boolean;
}

export interface SweepOptions extends SweepScope {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
  /** Read in place of the listing of the originals. What it finds is confirmed, because it is hours or days old. */
  readonly inventory?: Inventory | undefined;
  readonly checkpoint: Checkpoint;
  readonly sendChecks: SendChecks;
  /** Nothing is sent or saved. */
  readonly dryRun: boolean;
  /** Most checks a second. */
  readonly rate: number;
  /** Stops before the workers' requests and its own cost more, in USD. */
  readonly maxCost: number;
  /** Variants a photo, for the estimate. */
  readonly variants: number;
  /** Parts of the bucket that are listed at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onProgress: (progress: Progress) => void;
}
