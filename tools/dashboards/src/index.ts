export type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
export { type Alert, defaultThresholds, readAlerts, renderAlert } from './alerts.ts';
export { dashboards } from './dashboards/dashboards.ts';
export { type DashboardQuery, defaultValues, fillQuery, queriesOf } from './queries.ts';
