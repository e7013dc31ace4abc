import { BigValueColorMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { type AnyPanel, describe, type PanelSpec } from './panel.ts';

/** The latest figure, large; red from `bad` on. */
export function stat(spec: PanelSpec): AnyPanel {
  const panel = new PanelBuilder()
    .colorMode(BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
  return describe(panel, spec);
}
