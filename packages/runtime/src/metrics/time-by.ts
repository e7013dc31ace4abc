import { Histogram, type Registry } from 'prom-client';

interface TimeByOptions<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  /** All values that the label can have: a closed list. */
  readonly values: readonly T[];
  readonly buckets: number[];
}

/** Creates a histogram of seconds per label value. All exist from the start. */
export function timeBy<T extends string>(
  registry: Registry,
  { name, help, label, values, buckets }: TimeByOptions<T>,
): (value: T, seconds: number) => void {
  const histogram = new Histogram({ name, help, labelNames: [label], buckets, registers: [registry] });
  for (const value of values) histogram.zero({ [label]: value });
  const histograms = new Map(values.map((value) => [value, histogram.labels(value)]));
  return (value, seconds) => histograms.get(value)?.observe(seconds);
}
