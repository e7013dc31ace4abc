import type { Made, Recipe, Work } from '../thumbnails/recipe.ts';
import type { WorkerMetrics } from './create-worker-metrics.ts';
import { timeStage } from './time-stage.ts';

/** Measures the recipe, from the start of the work to its result. */
export function measureRecipe(recipe: Recipe, metrics: WorkerMetrics): Recipe {
  function measure(work: Work<Made>): Work<Made> {
    const result = timeStage(metrics, 'make', () => work.result);
    result.then(
      (made) => {
        if (made.kind === 'made') metrics.originalMade(made.original.width * made.original.height);
      },
      // The caller gets the error.
      () => {},
    );
    return { ...work, result };
  }

  return {
    ...recipe,
    plan(original, signal) {
      const planning = recipe.plan(original, signal);
      const result = planning.result.then((plan) =>
        plan.kind === 'failed'
          ? plan
          : { ...plan, start: (outer: AbortSignal) => measure(plan.start(outer)) },
      );
      return { ...planning, result };
    },
  };
}
