import type { World } from '../world.ts';

/** Something that goes wrong. */
export interface Fault {
  readonly name: string;
  /** What has to fire while it lasts, and to end after it. */
  readonly alerts: readonly string[];
  /** Makes it go wrong; what is returned makes it right again. */
  begin(world: World): Promise<() => Promise<void>>;
}
