import type { AnyPanel } from './panel.ts';

/** Panels side by side, as wide as the dashboard together. */
export interface Row {
  readonly title: string;
  readonly panels: readonly AnyPanel[];
  /** In Grafana's units of the grid. */
  readonly height?: number;
}
