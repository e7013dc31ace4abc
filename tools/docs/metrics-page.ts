import type { MetricDescription } from '@proofsheet/harness/describe-metrics';
import { delayBuckets, durationBuckets } from '@proofsheet/runtime/metrics';

/** Renders docs/metrics.md: a table for each service. */
export function metricsPage(metrics: readonly MetricDescription[]): string {
  const groups = Map.groupBy(metrics, ({ services }) => services.join(' and '));
  const tables = [...groups]
    .sort(([, [a]], [, [b]]) => (b?.services.length ?? 0) - (a?.services.length ?? 0))
    .map(
      ([services, group]) =>
        `## ${services.replace(' and ', ', ').replace(', notifier', ' and notifier')}\n\n${table(group)}\n`,
    );
  return `# Metrics

Each service serves its metrics at \`/metrics\` of its \`OPS_PORT\`, as Prometheus reads them. All have the label
\`service\`; beside those listed here there are the usual ones of the process by
[prom-client](https://github.com/siimon/prom-client). No label holds a key, an owner or anything else without a bound.
What a counter counts by is there with 0 from the start. For Prometheus each series begins at 0, so that \`rate()\` and
\`increase()\` see what a pod counted before its first scrape ([why](decisions/0014-counters-start-at-zero.md)).

Upper bounds of buckets, in seconds:

- delays and waits: ${list(delayBuckets)}
- durations of work: ${list(durationBuckets)}

${tables.join('\n')}
## Causes

\`cause\` is what went wrong, as far as somebody has to do something else about it: \`credentials\` (none, wrong, over, or
the clock is), \`access-denied\` (a policy), \`throttled\`, \`tls\` (certificates too), \`network\` (no connection),
\`timeout\`, \`server\` (AWS's own fault), \`unreadable\` (a message that is nothing we know), \`other\`.
`;
}

function table(metrics: readonly MetricDescription[]): string {
  const rows = metrics.map(
    ({ name, type, help, labels }) => `| \`${name}\` | ${type} | ${describeLabels(labels)} | ${help} |`,
  );
  return ['| metric | type | labels | what |', '|---|---|---|---|', ...rows].join('\n');
}

function describeLabels(labels: MetricDescription['labels']): string {
  return [...labels]
    .map(([name, values]) => {
      if (name === 'cause' || values.length === 0) return `\`${name}\``;
      return `\`${name}\`: ${values.map((value) => `\`${value}\``).join(', ')}`;
    })
    .join('; ');
}

function list(numbers: readonly number[]): string {
  return numbers.join(', ');
}
