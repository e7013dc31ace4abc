import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import type { Panel, ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, type PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';

/** What a panel shows. The keys of `queries` are the legends of their series. */
export interface PanelSpec {
  /** What the figure means. */
  readonly title: string;
  /** What to do when it looks bad. */
  readonly description: string;
  /** A Grafana unit id: https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
  readonly unit: string;
  readonly queries: Readonly<Record<string, string>>;
  /** Red at and above this value. */
  readonly bad?: number;
  /** Red below this value. */
  readonly badBelow?: number;
  /** Query the end of the time range only: for windows of the whole range, which are costly at every step. */
  readonly instant?: boolean;
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
export function describe<P extends PanelSetters>(panel: P, spec: PanelSpec, format?: PromQueryFormat): P {
  panel
    .title(spec.title)
    .description(spec.description)
    .unit(spec.unit)
    .datasource({ type: 'prometheus', uid: '$datasource' })
    .thresholds(thresholds(spec));
  // An overspent budget is below zero.
  if (spec.badBelow === undefined) panel.min(0);
  Object.entries(spec.queries).forEach(([legend, expr], index) => {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode(65 + index))
      .expr(expr)
      .legendFormat(legend);
    if (format) query.format(format);
    panel.withTarget(spec.instant ? query.instant() : query.range());
  });
  return panel;
}

function thresholds({ bad, badBelow }: PanelSpec): ThresholdsConfigBuilder {
  const steps = [{ color: badBelow === undefined ? 'green' : 'red', value: null as number | null }];
  if (badBelow !== undefined) steps.push({ color: 'green', value: badBelow });
  if (bad !== undefined) steps.push({ color: 'red', value: bad });
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
