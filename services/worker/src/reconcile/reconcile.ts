import type { ObjectHead } from '@proofsheet/object-store';
import type { BucketEvent } from '@proofsheet/photos';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import type { Recipe } from '../thumbnails/recipe.ts';
import { bringInLine } from './bring-in-line.ts';
import type { Buckets } from './derived-objects.ts';
import { createJournal, type Journal } from './journal.ts';
import { makeAtFirstSight } from './make-at-first-sight.ts';
import { createMakeOfOriginal } from './make-of-original.ts';

/** Why a worker looks at an original. */
export interface Visit {
  readonly key: string;
  /** `again`: the message has been received before. `check`: it is our own delayed message. */
  readonly delivery: 'first' | 'again' | 'check';
  /** What the notification says of it. */
  readonly event?: BucketEvent;
}

/** How a visit can end. */
export const outcomes = ['made', 'failed', 'removed', 'unchanged', 'own'] as const;
export type Outcome = (typeof outcomes)[number];

/** Visits an original, and notes in the journal what it does. */
export type Reconcile = (visit: Visit, signal: AbortSignal, journal?: Journal) => Promise<Outcome>;

export interface ReconcileOptions extends Buckets {
  readonly recipe: Recipe;
  /** Originals above it get a failure record, unread. */
  readonly maxBytes: number;
  readonly memory: MemoryBudget;
  /** Has the key looked at once more after a delay beyond the life of any handler. */
  readonly sendCheck: (key: string, signal: AbortSignal) => Promise<void>;
  readonly now: () => Date;
}

/** One visit, as its steps see it. */
export interface Scene extends ReconcileOptions {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly makeOfOriginal: ReturnType<typeof createMakeOfOriginal>;
  /** When this version of the original was stored. */
  readonly storedAt: (original: ObjectHead) => Date;
}

/** More often than this in a row an original changes only if something is wrong: the message then comes back later. */
const maxRounds = 5;

/**
 * Brings the thumbnails and records of one original in line with the original as it is now: makes, replaces or
 * deletes them. Right however often, late or out of order events come, and however many workers visit at once.
 * Throws what S3 throws; nothing is written once `signal` is aborted.
 */
export function createReconcile(options: ReconcileOptions): Reconcile {
  return async function reconcile(visit, signal, journal = createJournal()) {
    const scene = setScene(options, visit, signal, journal);
    let outcome = visit.delivery === 'first' ? await makeAtFirstSight(scene) : undefined;
    for (let round = 0; outcome === undefined; round += 1) {
      if (round === maxRounds) throw new Error('the original, or what is made of it, keeps changing');
      outcome = await bringInLine(scene);
    }
    const { changed, sawAbsent } = journal;
    if (changed || (sawAbsent && visit.delivery !== 'check')) await options.sendCheck(visit.key, signal);
    return outcome;
  };
}

function setScene(
  options: ReconcileOptions,
  { key, event }: Visit,
  signal: AbortSignal,
  journal: Journal,
): Scene {
  return {
    ...options,
    key,
    signal,
    journal,
    makeOfOriginal: createMakeOfOriginal(options, key, signal),
    // The event tells milliseconds, but may be of another version than the one that is there by now.
    storedAt: ({ etag, lastModified }) =>
      event?.time && etag === `"${event.etag}"` ? event.time : lastModified,
  };
}
