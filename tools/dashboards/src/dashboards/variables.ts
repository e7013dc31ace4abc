import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  type VariableModel,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';

export type Variable = cog.Builder<VariableModel>;

/** Which Prometheus, namespace and release: one of each. */
export function releaseVariables(): Variable[] {
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
