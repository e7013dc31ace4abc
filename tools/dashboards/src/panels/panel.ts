import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import type { Panel, ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';

/** What a panel shows. The keys of `queries` are the legends of their series. */
export interface PanelSpec {
  /** What the figure means. */
  readonly title: string;
  /** What to do when it looks bad. */
  readonly description: string;
  /** One of Grafana's names of units. */
  readonly unit: string;
  readonly queries: Readonly<Record<string, string>>;
  /** From which value on it is coloured as bad. */
  readonly bad?: number;
}

export type AnyPanel = cog.Builder<Panel> & { span(width: number): AnyPanel; height(rows: number): AnyPanel };

interface PanelSetters {
  title(title: string): this;
  description(description: string): this;
  unit(unit: string): this;
  datasource(datasource: { type: string; uid: string }): this;
  min(least: number): this;
  withTarget(target: DataqueryBuilder): this;
  thresholds(thresholds: cog.Builder<ThresholdsConfig>): this;
}

/** Sets what all kinds of panel have in common. */
export function describe<P extends PanelSetters>(panel: P, spec: PanelSpec): P {
  panel
    .title(spec.title)
    .description(spec.description)
    .unit(spec.unit)
    .min(0)
    .datasource({ type: 'prometheus', uid: '$datasource' })
    .thresholds(thresholds(spec.bad));
  Object.entries(spec.queries).forEach(([legend, expr], index) => {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode(65 + index))
      .expr(expr)
      .legendFormat(legend);
    panel.withTarget(query.range());
  });
  return panel;
}

function thresholds(bad: number | undefined): ThresholdsConfigBuilder {
  const good = { color: 'green', value: null };
  const steps = bad === undefined ? [good] : [good, { color: 'red', value: bad }];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
