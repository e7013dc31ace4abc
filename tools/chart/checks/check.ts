import type { Tools } from '../install-tools.ts';
import type { Render } from '../render.ts';

/** What a check looks at: a chart, which need not be the one that is shipped. */
export interface Subject {
  readonly chart: string;
  /** Paths of the chart's example values. */
  readonly examples: readonly string[];
  readonly render: Render;
  readonly tools: Tools;
}

/** What a check found wrong, a line or more each; nothing when all is well. */
export type Check = (subject: Subject) => Promise<string[]>;

/** Checks that must find the faults planted for them. */
export type CheckName =
  | 'lint'
  | 'unitTests'
  | 'schemas'
  | 'valuesKnown'
  | 'valuesUsed'
  | 'environment'
  | 'alerts';
