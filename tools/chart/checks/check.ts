import type { Tools } from '../install-tools.ts';
import type { Render } from '../render.ts';

/** The chart that a check examines. It may be a broken copy. */
export interface Subject {
  readonly chart: string;
  /** Paths of the chart's example values. */
  readonly examples: readonly string[];
  readonly render: Render;
  readonly tools: Tools;
}

/** Returns the problems that it found, a line or more each. */
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
