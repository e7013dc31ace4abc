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

Each service serves its metrics at \`/metrics\` on its \`OPS_PORT\`, in the Prometheus format. All metrics have the label
\`service\`. The default process metrics of [prom-client](https://github.com/siimon/prom-client) are exported too. Labels have
bounded sets of values: they never contain an object key or an owner. A counter exports all its label values from the start,
with 0. Prometheus sees each series begin at 0, so \`rate()\` and \`increase()\` include what a pod counted before its first
scrape ([why](decisions/0014-counters-start-at-zero.md)).

Upper bounds of buckets, in seconds:

- delays and waits: ${list(delayBuckets)}
- durations of work: ${list(durationBuckets)}

${tables.join('\n')}
## Causes

The label \`cause\` groups errors by how to fix them:

| cause | meaning |
|---|---|
| \`credentials\` | credentials are missing, wrong or expired, or the clock is wrong |
| \`access-denied\` | a policy denies the request |
| \`throttled\` | AWS limits the rate of requests |
| \`tls\` | TLS failed, because of a certificate for example |
| \`network\` | no connection |
| \`timeout\` | no answer in time |
| \`server\` | AWS answered with a 5xx |
| \`unreadable\` | the message has an unknown format |
| \`other\` | any other cause |
`;
}

function table(metrics: readonly MetricDescription[]): string {
  const rows = metrics.map(
    ({ name, type, help, labels }) => `| \`${name}\` | ${type} | ${describeLabels(labels)} | ${help} |`,
  );
  return ['| metric | type | labels | description |', '|---|---|---|---|', ...rows].join('\n');
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
