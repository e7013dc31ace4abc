import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Row } from '../panels/row.ts';
import { releaseVariables, type Variable } from './variables.ts';

const width = 24;
const tag = 'proofsheet';

interface DashboardOptions {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly Row[];
  readonly variables?: readonly Variable[];
}

/** A dashboard in Grafana's first schema, which its sidecar and its import page read. Panels are numbered from 1. */
export function createDashboard({
  uid,
  title,
  description,
  rows,
  variables = [],
}: DashboardOptions): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tag])
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .timezone('browser')
    .variables([...releaseVariables(), ...variables])
    .link(
      new DashboardLinkBuilder('proofsheet')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    );
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const [index, panel] of row.panels.entries())
      builder.withPanel(panel.height(row.height ?? 8).span(spanOf(index, row.panels.length)));
  }
  const dashboard = builder.build();
  const panels = (dashboard.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 }));
  return { ...dashboard, panels };
}

/** As wide as its neighbours; what is left over goes to the first ones. */
function spanOf(index: number, count: number): number {
  return Math.floor(width / count) + (index < width % count ? 1 : 0);
}
