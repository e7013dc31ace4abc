import { dashboards, defaultValues, fillQuery, queriesOf } from '@proofsheet/dashboards';
import type { World } from './open-world.ts';

/** A series: largest and last value, and its samples as seconds since 1970 and value. */
export interface Figure {
  readonly name: string;
  readonly most: number;
  readonly last: number;
  readonly samples: readonly (readonly [seconds: number, value: number])[];
}

/** Result of a panel's query: last values by series labels. */
export interface PanelResult {
  readonly dashboard: string;
  readonly panel: string;
  readonly unit: string;
  readonly legend: string;
  /** Largest and last value of each series. */
  readonly figures: readonly Figure[];
  readonly problem?: string;
}

/** Runs every query of every panel over the time since `from`, in seconds since 1970. */
export async function checkPanels(
  { prometheus, cluster: { namespace }, release }: World,
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
        const figures = series.flatMap(({ metric, values: texts }) => {
          const samples = texts
            .map(([seconds, text]) => [seconds, Number(text)] as const)
            .filter(([, value]) => Number.isFinite(value));
          const last = samples.at(-1)?.[1];
          if (last === undefined) return [];
          const most = Math.max(...samples.map(([, value]) => value));
          return { name: fillLegend(query.legend, metric), most, last, samples };
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
