import { quantile } from './promql.ts';

/** Queries of the median and of the slow ends of a histogram. */
export function percentiles(metric: string, matchers = ''): Record<string, string> {
  return {
    p50: quantile(0.5, metric, { matchers }),
    p95: quantile(0.95, metric, { matchers }),
    p99: quantile(0.99, metric, { matchers }),
  };
}
