import type { Recipe, Work } from '../thumbnails/recipe.ts';
import type { WorkerMetrics } from './create-worker-metrics.ts';
import { timeStage } from './time-stage.ts';

/** The recipe, measured from the start of the work to its result. */
export function measureRecipe(recipe: Recipe, metrics: WorkerMetrics): Recipe {
  function start(begin: () => Work): Work {
    const work = begin();
    const made = timeStage(metrics, 'make', () => work.made);
    made.then(
      (result) => {
        if (result.kind === 'made') metrics.originalMade(result.original.width * result.original.height);
      },
      // The caller gets the error.
      () => {},
    );
    return { made, settled: work.settled };
  }

  return {
    id: recipe.id,
    variants: recipe.variants,
    async plan(original) {
      const plan = await recipe.plan(original);
      return plan.kind === 'failed' ? plan : { ...plan, start: () => start(plan.start) };
    },
  };
}
