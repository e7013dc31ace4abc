/** A photo and how long it took, in milliseconds since the epoch. */
export interface Handled {
  readonly key: string;
  readonly storedAt: number;
  readonly doneAt: number;
}

/** Neighbours on either side of a photo. */
const neighbours = 25;

/**
 * Photos that took much longer than those stored just before and after them: their message was stranded with a terminated
 * pod, or it failed and was redelivered.
 */
export function findLate(
  handled: readonly Handled[],
  moreSeconds: number,
): { key: string; seconds: number }[] {
  const sorted = [...handled].sort((a, b) => a.storedAt - b.storedAt);
  const delays = sorted.map(({ storedAt, doneAt }) => (doneAt - storedAt) / 1000);
  return sorted.flatMap(({ key }, index) => {
    const around = delays.slice(Math.max(0, index - neighbours), index + neighbours + 1);
    const seconds = (delays[index] ?? 0) - quantile(around, 0.5);
    return seconds > moreSeconds ? [{ key, seconds }] : [];
  });
}

/** The percentile of the values; 0 if there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
