import { createJournal } from '../reconcile/journal.ts';
import type { Reconcile } from '../reconcile/reconcile-context.ts';
import type { WorkerMetrics } from './create-worker-metrics.ts';

/** `reconcile`, counted by outcome. */
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
      if (outcome === 'made' && delivery !== 'check' && event?.time) {
        // Clocks differ: a delay is never negative.
        metrics.delay(Math.max(0, now() - event.time.getTime()) / 1_000);
      }
      return outcome;
    } finally {
      // Counted even if a later step fails: the next delivery finds the record and has nothing to do.
      if (journal.refused) metrics.refused(journal.refused);
    }
  };
}
