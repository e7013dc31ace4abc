import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  TextBoxVariableBuilder,
  type VariableModel,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Row } from '../panels.ts';

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

/** As wide as its neighbours; the first ones share the remainder. */
function spanOf(index: number, count: number): number {
  return Math.floor(width / count) + (index < width % count ? 1 : 0);
}

type Variable = cog.Builder<VariableModel>;

/** Which Prometheus, namespace and release: one of each. */
function releaseVariables(): Variable[] {
  return [
    new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    labelValues('namespace', 'proofsheet_build_info'),
    labelValues('release', 'proofsheet_build_info{namespace="$namespace"}'),
  ];
}

/** The pods of a service: all of them, or some. */
export function podVariable(service: string): Variable {
  return labelValues('pod', `up{namespace="$namespace",release="$release",service="${service}"}`)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all' });
}

/** A number that users can change. */
export function figure(name: string, label: string, value: number): Variable {
  return new TextBoxVariableBuilder(name)
    .label(label)
    .defaultValue(String(value))
    .current({ text: String(value), value: String(value) })
    .options([{ text: String(value), value: String(value), selected: true }]);
}

function labelValues(label: string, series: string): QueryVariableBuilder {
  return new QueryVariableBuilder(label)
    .label(label)
    .datasource({ type: 'prometheus', uid: '$datasource' })
    .query({ query: `label_values(${series}, ${label})`, refId: label })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(false)
    .includeAll(false);
}
