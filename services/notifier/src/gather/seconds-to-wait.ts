import type { ListedObject } from '@proofsheet/object-store';

export interface WaitOptions {
  /** No photo for so long: then those that wait are announced. */
  readonly quietSeconds: number;
  /** No photo waits longer than this. */
  readonly maxWaitSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type SecondsToWait = (pending: readonly Pick<ListedObject, 'lastModified'>[]) => number;

/**
 * How long it may take until these are to be announced; 0 is now. S3's times are cut to whole seconds, so that a record
 * may be up to a second younger than it looks: for quiet it is taken as that young, for the longest wait as it looks.
 */
export function createSecondsToWait({ quietSeconds, maxWaitSeconds, now }: WaitOptions): SecondsToWait {
  return (pending) => {
    const times = pending.map(({ lastModified }) => lastModified.getTime());
    const quietAt = Math.max(...times) + (quietSeconds + 1) * 1000;
    const latestAt = Math.min(...times) + maxWaitSeconds * 1000;
    return Math.max(0, Math.ceil((Math.min(quietAt, latestAt) - now()) / 1000));
  };
}
