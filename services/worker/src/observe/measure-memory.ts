import type { Metrics } from '@proofsheet/runtime';
import { readGauge } from '@proofsheet/runtime/metrics';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import type { WorkerMetrics } from './create-worker-metrics.ts';
import { timeStage } from './time-stage.ts';

/** Measures the waits for memory and exports the grants. */
export function measureMemory(
  memory: MemoryBudget,
  metrics: Pick<WorkerMetrics, 'stage'>,
  registry: Metrics,
): MemoryBudget {
  const gauge = (name: string, help: string, read: () => number) => readGauge(registry, { name, help, read });
  gauge('proofsheet_memory_bytes', 'Memory budget for photos', () => memory.total);
  gauge('proofsheet_memory_granted_bytes', 'Memory granted to photos', () => memory.status().usedBytes);
  gauge('proofsheet_memory_waiting', 'Photos waiting for memory', () => memory.status().waiting);
  return {
    ...memory,
    acquire: (bytes, signal) => timeStage(metrics, 'memory', () => memory.acquire(bytes, signal)),
  };
}
