import { Counter, type Registry } from 'prom-client';

interface CountByOptions<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  /** All values that the label can have: a closed list. */
  readonly values: readonly T[];
}

/**
 * Creates a counter per label value. All exist from the start, because a rate needs the zero before the first count. Labels
 * are resolved once, not with every count.
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
