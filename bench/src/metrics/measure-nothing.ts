import type { Measures } from '@proofsheet/worker/measures';

/** The worker without metrics, which only exists for this comparison. */
export function measureNothing(): Measures {
  return {
    buckets: (buckets) => buckets,
    recipe: (recipe) => recipe,
    memory: (memory) => memory,
    reconcile: (reconcile) => reconcile,
    events: () => ({}),
  };
}
