import type { ObjectHead } from '@proofsheet/object-store';
import type { BucketEvent } from '@proofsheet/photos';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import type { Recipe } from '../thumbnails/recipe.ts';
import type { Buckets } from './derived-objects.ts';
import type { Journal } from './journal.ts';
import type { createMakeOfOriginal } from './make-of-original.ts';

/** The original to reconcile, and why. */
export interface ReconcileRequest {
  readonly key: string;
  /** `again`: the message has been received before. `check`: it is our own delayed message. */
  readonly delivery: 'first' | 'again' | 'check';
  /** What the notification says of it. */
  readonly event?: BucketEvent;
  /** Whether this process handles nothing else meanwhile. */
  readonly alone?: boolean;
  /** Called before each write; throws when the message may be visible to other workers again. */
  readonly assertInFlight?: () => void;
}

/** How a reconcile can end. */
export const outcomes = ['made', 'failed', 'removed', 'unchanged', 'own'] as const;
export type Outcome = (typeof outcomes)[number];

/** Reconciles an original, and notes in the journal what it does. */
export type Reconcile = (
  request: ReconcileRequest,
  signal: AbortSignal,
  journal?: Journal,
) => Promise<Outcome>;

export interface ReconcileOptions extends Buckets {
  readonly recipe: Recipe;
  /** Originals above it get a failure record, unread. */
  readonly maxBytes: number;
  readonly memory: MemoryBudget;
  /** Has the key looked at once more after a delay beyond the life of any handler. */
  readonly sendCheck: (key: string, signal: AbortSignal) => Promise<void>;
  readonly now: () => Date;
}

/** One request, as its steps see it. */
export interface ReconcileContext extends ReconcileOptions {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly makeOfOriginal: ReturnType<typeof createMakeOfOriginal>;
  /** When this version of the original was stored. */
  readonly storedAt: (original: ObjectHead) => Date;
}
