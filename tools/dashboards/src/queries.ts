import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery as PrometheusQuery } from '@grafana/grafana-foundation-sdk/prometheus';
import { parser } from '@prometheus-io/lezer-promql';

/** One query of a panel, its variables not yet filled in. */
export interface DashboardQuery {
  readonly dashboard: string;
  readonly panel: string;
  readonly unit: string;
  readonly legend: string;
  readonly expr: string;
}

/** The panels of a dashboard, without its rows' headings. */
export function panelsOf(dashboard: Dashboard): Panel[] {
  return (dashboard.panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');
}

/** Every query of every panel of a dashboard, top to bottom. */
export function queriesOf(dashboard: Dashboard): DashboardQuery[] {
  return panelsOf(dashboard).flatMap((panel) =>
    (panel.targets ?? []).map((target) => {
      const { expr = '', legendFormat = '' } = target as Partial<PrometheusQuery>;
      return {
        dashboard: dashboard.title ?? '',
        panel: panel.title ?? '',
        unit: panel.fieldConfig?.defaults.unit ?? '',
        legend: legendFormat,
        expr,
      };
    }),
  );
}

/** The values that the figures above a dashboard have by default, by name. */
export function defaultValues(dashboard: Dashboard): Record<string, string> {
  const figures = (dashboard.templating.list ?? []).filter(({ type }) => type === 'textbox');
  return Object.fromEntries(figures.map(({ name, current }) => [name, String(current?.value)]));
}

/**
 * A dashboard's expression with its variables filled in, as Grafana does it: `$name`. Throws when one has no value.
 */
export function fillQuery(expr: string, values: Readonly<Record<string, string>>): string {
  return expr.replace(/\$(\w+)/g, (variable, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${variable} has no value`);
    return value;
  });
}

/** The names of the metrics that an expression of PromQL reads; throws when it is no PromQL. */
export function metricNames(expr: string): string[] {
  const names: string[] = [];
  parser.parse(expr).iterate({
    enter({ name, node, from, to, type }) {
      if (type.isError) throw new Error(`No PromQL at ${from}: ${expr}`);
      if (name !== 'VectorSelector') return;
      const metric = node.getChild('Identifier');
      if (!metric) throw new Error(`A selector without a name: ${expr.slice(from, to)}`);
      names.push(expr.slice(metric.from, metric.to));
    },
  });
  return names;
}
