import { type ConsumerEvents, type ConsumerStatus, createConsumerMetrics } from '@proofsheet/queue';
import type { Metrics } from '@proofsheet/runtime';
import { causeOf } from '@proofsheet/runtime/metrics';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import type { Buckets, Reconcile } from '../reconcile/reconcile-context.ts';
import type { DecoderThreads } from '../thumbnails/decoder-threads.ts';
import type { Recipe } from '../thumbnails/recipe.ts';
import { createWorkerMetrics } from './create-worker-metrics.ts';
import { measureMemory } from './measure-memory.ts';
import { measureRecipe } from './measure-recipe.ts';
import { measureReconcile } from './measure-reconcile.ts';
import { measureStore } from './measure-store.ts';
import { measureThreads } from './measure-threads.ts';

/** Wrappers that measure parts of the worker. Each returns the type it wraps. */
export interface Measures {
  buckets(buckets: Buckets): Buckets;
  recipe(recipe: Recipe): Recipe;
  memory(memory: MemoryBudget): MemoryBudget;
  reconcile(reconcile: Reconcile): Reconcile;
  events(status: () => ConsumerStatus): ConsumerEvents;
  threads(threads: DecoderThreads): void;
  /** Counts a request that the direct client left to the SDK. */
  fallback(error: unknown): void;
}

/** Wrappers that record into `registry`. */
export function createMeasures(registry: Metrics): Measures {
  const metrics = createWorkerMetrics(registry);
  return {
    buckets: ({ originals, thumbnails, derived }) => ({
      originals: measureStore(originals, metrics),
      thumbnails: measureStore(thumbnails, metrics),
      derived: measureStore(derived, metrics),
    }),
    recipe: (recipe) => measureRecipe(recipe, metrics),
    memory: (memory) => measureMemory(memory, metrics, registry),
    reconcile: (reconcile) => measureReconcile(reconcile, metrics),
    threads: (threads) => measureThreads(threads, registry),
    fallback: (error) => metrics.fallback(causeOf(error)),
    events: (status) => createConsumerMetrics(registry, { status }),
  };
}
