import type { WorkerMetrics } from './create-worker-metrics.ts';

/** Runs `work` and records its duration, also when it fails. */
export async function timeStage<T>(
  metrics: Pick<WorkerMetrics, 'stage'>,
  stage: Parameters<WorkerMetrics['stage']>[0],
  work: () => Promise<T>,
): Promise<T> {
  const begin = performance.now();
  try {
    return await work();
  } finally {
    metrics.stage(stage, (performance.now() - begin) / 1_000);
  }
}
