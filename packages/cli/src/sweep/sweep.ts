import { sweepRecordKey, writeSweepRecord } from '@proofsheet/photos';
import pMap from 'p-map';
import type { Progress } from './checkpoint.ts';
import { keyRanges } from './key-ranges.ts';
import type { SweepOptions } from './sweep-options.ts';
import { CostLimitError, createSweepRun, noFindings } from './sweep-run.ts';
import { sweepRange } from './sweep-range.ts';

/** How a sweep ended. */
export type SweepReport = ReturnType<ReturnType<typeof createSweepRun>['report']> & {
  /** Whether it went on where an earlier one had been stopped. */
  readonly resumed: boolean;
  /** Whether everything was looked at. */
  readonly complete: boolean;
};

/**
 * Compares originals with their outcome records and has a worker check each photo that does not fit: missing, outdated,
 * orphaned. It writes none of them itself, so that it can run at any time, twice, or beside another one. A sweep that
 * was stopped goes on where it was.
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { prefix, dryRun, checkpoint, now, signal, concurrency } = options;
  const saved = dryRun ? undefined : await checkpoint.read(signal);
  const start = saved ?? newProgress(prefix, now());
  const run = createSweepRun(options, start);
  let complete = true;
  const stopped = new AbortController();
  const ranges = start.ranges.map((range, index) => ({ range, index })).filter(({ range }) => !range.isDone);
  try {
    const bounded = { ...options, signal: AbortSignal.any([signal, stopped.signal]) };
    await pMap(ranges, ({ range, index }) => sweepRange(bounded, range, run, index), { concurrency });
  } catch (error) {
    stopped.abort();
    if (!(error instanceof CostLimitError)) throw error;
    complete = false;
  }
  const report = run.report();
  if (complete && !dryRun && isOfAllPhotos(options)) await leaveRecord(report, options);
  return { ...report, resumed: saved !== undefined, complete };
}

/** Leaves the result where the upload service reads it for its metrics. */
async function leaveRecord(
  { startedAt, photos, found }: Progress,
  { derived, now, signal }: SweepOptions,
): Promise<void> {
  const body = writeSweepRecord({ startedAt, endedAt: now(), photos, found });
  await derived.put(sweepRecordKey, body, { contentType: 'application/json' }, signal);
}

function isOfAllPhotos({ prefix, storedSince }: SweepOptions): boolean {
  return prefix === '' && storedSince === 0;
}

function newProgress(prefix: string, startedAt: number): Progress {
  const ranges = keyRanges(prefix).map((range) => ({ ...range, position: range.after, isDone: false }));
  return { startedAt, ranges, photos: 0, found: noFindings() };
}
