import { PanelBuilder, YAxisConfigBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { type AnyPanel, describe, type PanelSpec } from './panel.ts';

/**
 * The buckets of a histogram over time: one query, its legend `{{le}}`.
 * @param bucketUnit of the bounds; `spec.unit` is that of the cells
 */
export function heatmap(spec: PanelSpec, bucketUnit: string): AnyPanel {
  const panel = new PanelBuilder().yAxis(new YAxisConfigBuilder().unit(bucketUnit));
  return describe(panel, spec, PromQueryFormat.Heatmap);
}
