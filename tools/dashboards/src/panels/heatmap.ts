import { PanelBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { type AnyPanel, describe, type PanelSpec } from './panel.ts';

/** The buckets of a histogram over time: one query, its legend `{{le}}`. */
export function heatmap(spec: PanelSpec): AnyPanel {
  return describe(new PanelBuilder(), spec, PromQueryFormat.Heatmap);
}
