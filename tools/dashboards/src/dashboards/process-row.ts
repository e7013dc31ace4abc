import { of, sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';

/** How the processes of a service are doing, by pod. Needs `podVariable`. */
export function processRow(service: string): Row {
  const matchers = `service="${service}",pod=~"$pod"`;
  return {
    title: 'Processes',
    panels: [
      timeSeries({
        title: 'CPU usage by pod',
        unit: 'suffix: cores',
        description: 'At its limit a pod is throttled: raise or remove the limit, or lower CONCURRENCY.',
        queries: { '{{pod}}': sumRate('process_cpu_seconds_total', { matchers, by: 'pod' }) },
      }),
      timeSeries({
        title: 'Memory usage by pod',
        unit: 'bytes',
        description: 'Resident set size. Close to the limit the pod is OOM-killed: raise the limit.',
        queries: { '{{pod}}': `max by (pod) (${of('process_resident_memory_bytes', matchers)})` },
      }),
      timeSeries({
        title: 'Event loop delay (p99) by pod',
        unit: 's',
        bad: 0.2,
        description: 'How late the process does what is due. High: too little CPU for its work.',
        queries: { '{{pod}}': `max by (pod) (${of('nodejs_eventloop_lag_p99_seconds', matchers)})` },
      }),
      timeSeries({
        title: 'Pods by version',
        unit: 'short',
        description:
          'Two versions for longer than a rollout takes: the rollout is stuck (kubectl rollout status).',
        queries: {
          '{{version}} on Node {{node}}': `count by (version, node) (${of('proofsheet_build_info', matchers)})`,
        },
      }),
    ],
  };
}
