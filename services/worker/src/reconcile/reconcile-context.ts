import type { ObjectHead, ObjectStore } from '@proofsheet/object-store';
import type { BucketEvent } from '@proofsheet/photos';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import type { Recipe } from '../thumbnails/recipe.ts';
import type { Journal } from './journal.ts';
import type { MakeOfOriginal } from './make-of-original.ts';

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
}

/** State that the steps of one reconcile share. */
export interface ReconcileContext extends ReconcileOptions {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly makeOfOriginal: MakeOfOriginal;
  /** When this version of the original was stored. */
  readonly storedAt: (original: ObjectHead) => Date;
  /** Identifies the limits under which an original fails. A failure record of other limits does not count. */
  readonly limits: string;
}
