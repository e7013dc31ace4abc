import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel, ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as HeatmapBuilder, YAxisConfigBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

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

/** Panels side by side, as wide as the dashboard together. */
export interface Row {
  readonly title: string;
  readonly panels: readonly AnyPanel[];
  /** In Grafana's units of the grid. */
  readonly height?: number;
}

/** The latest figure, large; red from `bad` on. */
export function stat(spec: PanelSpec): AnyPanel {
  const panel = new StatBuilder()
    .colorMode(BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
  return describe(panel, spec);
}

/** Lines over time. `bad` is drawn as a dashed line. */
export function timeSeries(spec: PanelSpec): AnyPanel {
  const panel = new TimeSeriesBuilder()
    .fillOpacity(10)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (spec.bad !== undefined)
    panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  return describe(panel, spec);
}

/**
 * The buckets of a histogram over time: one query, its legend `{{le}}`.
 * @param bucketUnit of the bounds; `spec.unit` is that of the cells
 */
export function heatmap(spec: PanelSpec, bucketUnit: string): AnyPanel {
  const panel = new HeatmapBuilder().yAxis(new YAxisConfigBuilder().unit(bucketUnit));
  return describe(panel, spec, PromQueryFormat.Heatmap);
}

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
function describe<P extends PanelSetters>(panel: P, spec: PanelSpec, format?: PromQueryFormat): P {
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
