import { createJournal } from '../reconcile/journal.ts';
import type { Reconcile } from '../reconcile/reconcile-context.ts';
import type { WorkerMetrics } from './create-worker-metrics.ts';

/** The same visits, counted by how they end. */
export function measureReconcile(
  reconcile: Reconcile,
  metrics: WorkerMetrics,
  now: () => number = Date.now,
): Reconcile {
  return async (request, signal, journal = createJournal()) => {
    try {
      const outcome = await reconcile(request, signal, journal);
      metrics.reconciled(outcome);
      const { delivery, event } = request;
      if (outcome === 'made' && delivery === 'first' && event?.time) {
        // Clocks differ, and nothing is there before it was asked for.
        metrics.delay(Math.max(0, now() - event.time.getTime()) / 1_000);
      }
      return outcome;
    } finally {
      // A visit that fails after that finds the record the next time, and nothing more to do.
      if (journal.refused) metrics.refused(journal.refused);
    }
  };
}
