import type { TestSystem } from './start-test-system.ts';

/** One exported sample. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The current metrics of a process. */
export interface ServiceMetrics {
  readonly text: string;
  readonly samples: readonly Sample[];
  /** Sum of the samples with this name and these labels. NaN if there are none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number;
}

/** Scrapes a service as Prometheus does. */
export async function readMetrics(
  { processes }: Pick<TestSystem, 'processes'>,
  service: 'upload' | 'worker' | 'notifier',
): Promise<ServiceMetrics> {
  const answer = await fetch(`http://127.0.0.1:${processes.get(service)?.started.opsPort}/metrics`);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`/metrics of ${service} answered ${answer.status}: ${text}`);
  const samples = text.split('\n').flatMap(parseLine);
  return {
    text,
    samples,
    value(name, labels = {}) {
      const fitting = samples.filter(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      );
      return fitting.length === 0 ? Number.NaN : fitting.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
function parseLine(line: string): Sample[] {
  const [, name, labels = '', value] = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) return [];
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [
    label,
    text,
  ]);
  return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
}
