import { Counter, type Registry } from 'prom-client';

interface CountByOptions<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  /** All values that the label can have: a closed list. */
  readonly values: readonly T[];
}

/**
 * A counter for each value of a label. All are there from the start: a rate needs the zero before the first one. The
 * label is looked up once, not with every count.
 */
export function countBy<T extends string>(
  registry: Registry,
  { name, help, label, values }: CountByOptions<T>,
): (value: T, by?: number) => void {
  const counter = new Counter({ name, help, labelNames: [label], registers: [registry] });
  const counters = new Map(values.map((value) => [value, counter.labels(value)]));
  for (const each of counters.values()) each.inc(0);
  return (value, by = 1) => counters.get(value)?.inc(by);
}
