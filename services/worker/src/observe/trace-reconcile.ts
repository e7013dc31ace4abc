import { traceReads, traceStore } from '@proofsheet/object-store';
import { isInternalMessage } from '@proofsheet/photos';
import { type Handle, traceHandle } from '@proofsheet/queue';
import { type Tracing, traceStep } from '@proofsheet/runtime/telemetry';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import type { Buckets, Reconcile } from '../reconcile/reconcile-context.ts';
import type { Made, Recipe, Work } from '../thumbnails/recipe.ts';

/** Wrappers that trace parts of the worker. Without tracing they return their argument and cost nothing. */
export interface ReconcileTraces {
  handle(handle: Handle): Handle;
  reconcile(reconcile: Reconcile): Reconcile;
  /** An original's metadata names its trace; written objects carry it on. */
  buckets(buckets: Buckets): Buckets;
  recipe(recipe: Recipe): Recipe;
  memory(memory: MemoryBudget): MemoryBudget;
}

export function createReconcileTraces(tracing: Tracing | undefined): ReconcileTraces {
  if (!tracing) return untraced;
  return {
    handle: (handle) =>
      traceHandle(tracing, { name: 'reconcile original', isFollowUp: isInternalMessage }, handle),
    reconcile: (reconcile) => async (request, signal, journal) => {
      const span = tracing.active();
      span?.set({ 'aws.s3.key': request.key, 'proofsheet.delivery': request.delivery });
      const outcome = await reconcile(request, signal, journal);
      span?.set({ 'proofsheet.outcome': outcome });
      return outcome;
    },
    buckets: ({ originals, thumbnails, derived }) => ({
      originals: traceReads(tracing, traceStore(tracing, originals)),
      thumbnails: traceStore(tracing, thumbnails),
      derived: traceStore(tracing, derived),
    }),
    recipe: (recipe) => traceRecipe(tracing, recipe),
    memory: (memory) => ({
      ...memory,
      acquire: (bytes, signal) =>
        traceStep(tracing, { name: 'wait for memory' }, () => memory.acquire(bytes, signal)),
    }),
  };
}

/** Traces the time from the parsed header to the last image. */
function traceRecipe(tracing: Tracing, recipe: Recipe): Recipe {
  const trace = (work: Work<Made>): Work<Made> => ({
    ...work,
    result: traceStep(tracing, { name: 'decode and encode' }, () => work.result),
  });
  return {
    ...recipe,
    plan(original, signal) {
      const planning = recipe.plan(original, signal);
      const result = planning.result.then((plan) =>
        plan.kind === 'failed' ? plan : { ...plan, start: (outer: AbortSignal) => trace(plan.start(outer)) },
      );
      return { ...planning, result };
    },
  };
}

const same = <T>(part: T) => part;
const untraced: ReconcileTraces = {
  handle: same,
  reconcile: same,
  buckets: same,
  recipe: same,
  memory: same,
};
