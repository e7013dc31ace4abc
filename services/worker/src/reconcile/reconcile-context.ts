import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import type { BucketEvent, FailureReason } from '@proofsheet/photos';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import type { Recipe } from '../thumbnails/recipe.ts';
import type { MakeOfOriginal } from './make-of-original.ts';
import type { ReconcileObserver } from './reconcile-observer.ts';

export interface Buckets {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
}

/** A reason to reconcile one original. */
export interface ReconcileRequest {
  readonly key: string;
  /** `again`: the message has been received before. `check`: a delayed check message. */
  readonly delivery: 'first' | 'again' | 'check';
  /** Contents of the bucket notification. */
  readonly event?: BucketEvent;
  /** Whether this process handles nothing else meanwhile. */
  readonly alone?: boolean;
  /** Called before each write; throws when the message may be visible to other workers again. */
  readonly assertInFlight?: () => void;
}

/** How a reconcile can end. `own`: the original is one of our thumbnails and is left alone. */
export const reconcileResults = ['made', 'failed', 'removed', 'unchanged', 'own'] as const;
export type ReconcileResult = (typeof reconcileResults)[number];

/** What one reconcile did. It decides whether a check must follow, because another worker may have undone or missed it. */
export interface Journal {
  /** Wrote or deleted something on the slow path. */
  changed: boolean;
  /** Saw the original absent. */
  sawAbsent: boolean;
  /** Found the original undecodable. */
  sawUndecodable: boolean;
  /** Reason of the failure record that was written last. */
  refused: FailureReason | undefined;
}

export function createJournal(): Journal {
  return { changed: false, sawAbsent: false, sawUndecodable: false, refused: undefined };
}

/** Reconciles one original, and notes in the journal what it does. */
export type Reconcile = (
  request: ReconcileRequest,
  signal: AbortSignal,
  journal?: Journal,
) => Promise<ReconcileResult>;

export interface ReconcileOptions extends Buckets {
  readonly recipe: Recipe;
  /** Maximum size of an original, in bytes. A larger one fails without being read. */
  readonly maxBytes: number;
  readonly memory: MemoryBudget;
  /** Sends a check message, delayed until every running handler has ended. */
  readonly sendCheck: (key: string, signal: AbortSignal) => Promise<void>;
  readonly now: () => Date;
  readonly observer?: ReconcileObserver;
}

/** State that the steps of one reconcile share. */
export interface ReconcileContext extends ReconcileOptions {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly observer: ReconcileObserver;
  readonly makeOfOriginal: MakeOfOriginal;
  /** When this version of the original was stored. */
  readonly storedAt: (original: ObjectHead) => Date;
  /** Identifies the limits under which an original fails. A failure record of other limits does not count. */
  readonly limits: string;
}
