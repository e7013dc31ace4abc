import type { World } from '../world.ts';

/** A planted fault. */
export interface Fault {
  readonly name: string;
  /** Alerts that must fire during the fault and resolve after it. */
  readonly alerts: readonly string[];
  /** Plants the fault. The returned function mends it. */
  begin(world: World): Promise<() => Promise<void>>;
}
