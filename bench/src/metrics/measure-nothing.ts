import type { Measures } from '@proofsheet/worker/measures';

/** A worker without metrics, for this comparison only. */
export function measureNothing(): Measures {
  return {
    buckets: (buckets) => buckets,
    recipe: (recipe) => recipe,
    memory: (memory) => memory,
    reconcile: (reconcile) => reconcile,
    events: () => ({}),
    threads() {},
    fallback() {},
  };
}
