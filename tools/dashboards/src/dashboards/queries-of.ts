import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery as PrometheusQuery } from '@grafana/grafana-foundation-sdk/prometheus';

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
