import type { ListedObject } from '@proofsheet/object-store';

export interface WaitOptions {
  /** Photos wait until no further photo has arrived for this long. */
  readonly quietSeconds: number;
  /** No photo waits longer than this. */
  readonly maxWaitSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type SecondsToWait = (pending: readonly Pick<ListedObject, 'lastModified'>[]) => number;

/**
 * How long to wait before sending pending photos; 0 is now. S3 cuts times to whole seconds, so a record may be up to a
 * second younger than it looks. The quiet time assumes the youngest age, the maximum wait the apparent age.
 */
export function createSecondsToWait({ quietSeconds, maxWaitSeconds, now }: WaitOptions): SecondsToWait {
  return (pending) => {
    if (quietSeconds === 0) return 0;
    const times = pending.map(({ lastModified }) => lastModified.getTime());
    const quietAt = Math.max(...times) + (quietSeconds + 1) * 1000;
    const latestAt = Math.min(...times) + maxWaitSeconds * 1000;
    return Math.max(0, Math.ceil((Math.min(quietAt, latestAt) - now()) / 1000));
  };
}
