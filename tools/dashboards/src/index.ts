export type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
export { defaultThresholds } from './alerts/default-thresholds.ts';
export { readAlerts } from './alerts/read-alerts.ts';
export { type Alert, renderAlert } from './alerts/render-alert.ts';
export { dashboards } from './dashboards/dashboards.ts';
export { defaultValues } from './dashboards/default-values.ts';
export { type DashboardQuery, queriesOf } from './dashboards/queries-of.ts';
export { fillQuery } from './fill-query.ts';
