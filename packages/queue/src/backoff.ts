/** A wait that doubles with every failure in a row. */
export interface Backoff {
  readonly firstMs: number;
  /** Before jitter. */
  readonly longestMs: number;
}

/**
 * Milliseconds to wait after so many failures in a row (1, 2, …): doubling, capped, then spread evenly over 80 to
 * 120 % of that, so that many who failed together do not come back together.
 */
export function backoffMs({ firstMs, longestMs }: Backoff, failures: number, random: () => number): number {
  const nominal = Math.min(longestMs, firstMs * 2 ** (failures - 1));
  return nominal * (0.8 + 0.4 * random());
}

/** The cap before jitter, so that 15 minutes is the longest after it. */
const REDELIVERY: Backoff = { firstMs: 15_000, longestMs: 750_000 };

/**
 * Whole seconds until a failed message comes back: about 15, 30, 60, 120, 240, 480 and then 750, each ±20 %. Eight
 * receipts take 28 minutes on average, so that no shorter outage sends anything healthy to the dead-letter queue.
 */
export function redeliverySeconds(receiveCount: number, random: () => number): number {
  return Math.round(backoffMs(REDELIVERY, receiveCount, random) / 1_000);
}
