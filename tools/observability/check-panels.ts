import { dashboards, defaultValues, fillQuery, queriesOf } from '@proofsheet/dashboards';
import type { World } from './world.ts';

/** Result of a panel's query: last values by series labels. */
export interface PanelResult {
  readonly dashboard: string;
  readonly panel: string;
  readonly unit: string;
  readonly legend: string;
  /** Largest and last value of each series. */
  readonly figures: readonly { readonly name: string; readonly most: number; readonly last: number }[];
  readonly problem?: string;
}

/** Runs every query of every panel over the time since `from`, in seconds since 1970. */
export async function checkPanels(
  { prometheus, namespace, release }: World,
  from: number,
): Promise<PanelResult[]> {
  const seconds = Math.ceil(Date.now() / 1000 - from);
  const variables = { namespace, release, pod: '.*', __rate_interval: '30s', __range: `${seconds}s` };
  const results: PanelResult[] = [];
  for (const dashboard of Object.values(dashboards)) {
    const values = { ...variables, ...defaultValues(dashboard) };
    for (const { expr, ...query } of queriesOf(dashboard)) {
      try {
        const series = await prometheus.queryRange(fillQuery(expr, values), from);
        const figures = series.flatMap(({ metric, values: samples }) => {
          const numbers = samples.map(([, text]) => Number(text)).filter(Number.isFinite);
          const last = numbers.at(-1);
          if (last === undefined) return [];
          return { name: fillLegend(query.legend, metric), most: Math.max(...numbers), last };
        });
        results.push({ ...query, figures, ...(figures.length === 0 && { problem: 'no data' }) });
      } catch (error) {
        results.push({ ...query, figures: [], problem: (error as Error).message });
      }
    }
  }
  return results;
}

function fillLegend(legend: string, labels: Readonly<Record<string, string>>): string {
  return legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] ?? '');
}
