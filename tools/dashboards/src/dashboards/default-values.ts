import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

/** The values that the figures above a dashboard have before somebody changes them, by name. */
export function defaultValues(dashboard: Dashboard): Record<string, string> {
  const figures = (dashboard.templating.list ?? []).filter(({ type }) => type === 'textbox');
  return Object.fromEntries(figures.map(({ name, current }) => [name, String(current?.value)]));
}
