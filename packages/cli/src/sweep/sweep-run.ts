import { sweepFindings } from '@proofsheet/photos';
import { SQS_BATCH_SIZE } from '@proofsheet/queue';
import { addRequests, costOf, noRequests, type Requests } from '../prices.ts';
import type { Progress, RangeProgress } from './checkpoint.ts';
import type { Finding, JudgeOptions } from './judge-photo.ts';
import { createPacer } from './pacer.ts';
import type { Check } from './send-checks.ts';
import type { SweepOptions } from './sweep-options.ts';
import { workOfCheck } from './work-of-check.ts';

/** Checks after which the progress is saved: a sweep that is killed sends at most so many twice, for each range. */
const checksPerSave = 20;

/** What the ranges of one sweep share: counts, budget and progress. */
export type SweepRun = ReturnType<typeof createSweepRun>;

/** The sweep would cost more than it may. */
export class CostLimitError extends Error {
  override readonly name = 'CostLimitError';
}

export function createSweepRun(options: SweepOptions, start: Progress) {
  const { now, signal, dryRun, maxCost, variants, sendChecks, checkpoint, onProgress } = options;
  const ranges: RangeProgress[] = [...start.ranges];
  const found = { ...start.found };
  let photos = start.photos;
  let own: Requests = noRequests;
  let work: Requests = noRequests;
  let saving = Promise.resolve();
  const takeTurn = createPacer(options.rate);

  const judging: JudgeOptions = {
    ...options,
    storedBefore: start.startedAt - options.minAgeSeconds * 1000,
  };
  const progress = (): Progress => ({ startedAt: start.startedAt, ranges: [...ranges], photos, found });
  const count = (requests: Partial<Requests>) => {
    own = addRequests(own, { ...noRequests, ...requests });
  };

  /** One save at a time, so that an earlier one never overwrites a later one. */
  function save(): Promise<void> {
    count({ s3Write: 1 });
    saving = saving.then(() => (dryRun ? undefined : checkpoint.save(progress(), signal)));
    return saving;
  }

  return {
    judging,
    now,
    count,
    onPhoto() {
      photos += 1;
      if (photos % 1000 === 0) onProgress(progress());
    },
    report: () => ({ ...progress(), own, work }),

    /** Gathers the checks of one range, and saves how far it is. */
    range(index: number) {
      let pending: Check[] = [];
      let unsaved = 0;
      const flush = async () => {
        const checks = pending;
        pending = [];
        if (checks.length === 0) return;
        count({ sqs: 1 });
        if (dryRun) return;
        await takeTurn(checks.length, signal);
        await sendChecks(checks, signal);
      };
      const move = (change: Partial<RangeProgress>) => {
        const range = ranges[index];
        if (range) ranges[index] = { ...range, ...change };
      };
      return {
        async found(finding: Finding, key: string) {
          work = addRequests(work, workOfCheck(finding, variants));
          if (costOf(addRequests(own, work)) > maxCost) throw new CostLimitError();
          found[finding] += 1;
          unsaved += 1;
          pending.push({ key, isNew: finding === 'missing' });
          if (pending.length === SQS_BATCH_SIZE) await flush();
        },
        /** Everything up to this key is done. */
        async done(key: string) {
          if (unsaved < checksPerSave) return;
          unsaved = 0;
          await flush();
          move({ position: key });
          await save();
        },
        async end() {
          await flush();
          move({ isDone: true });
          await save();
          onProgress(progress());
        },
      };
    },
  };
}

export function noFindings(): Record<Finding, number> {
  return Object.fromEntries(sweepFindings.map((finding) => [finding, 0])) as Record<Finding, number>;
}
