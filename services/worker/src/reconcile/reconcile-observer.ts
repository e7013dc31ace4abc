import type { Image, Thumbnails } from '../thumbnails/recipe.ts';

/** Sees the stages of a reconcile as they happen, beside the calls of the buckets. */
export interface ReconcileObserver {
  /** Runs `work`. `memory`: the wait for a grant. `make`: decode and encode. */
  stage<T>(stage: 'memory' | 'make', work: () => Promise<T>): Promise<T>;
  /** Bytes. */
  originalRead(bytes: number): void;
  /** Pixels. */
  originalMade(size: Thumbnails['original']): void;
  thumbnailStored(image: Image): void;
}

/** Sees nothing. */
export const unobserved: ReconcileObserver = {
  stage: (_stage, work) => work(),
  originalRead() {},
  originalMade() {},
  thumbnailStored() {},
};
