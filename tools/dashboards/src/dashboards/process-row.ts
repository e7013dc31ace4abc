import { of, sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';

/** How the processes of a service fare, by pod. */
export function processRow(service: string): Row {
  const matchers = `service="${service}"`;
  return {
    title: 'Processes',
    panels: [
      timeSeries({
        title: 'CPU used, by pod',
        unit: 'short',
        description: 'Cores. At its limit a pod is slowed: raise the limit, or lower CONCURRENCY.',
        queries: { '{{pod}}': sumRate('process_cpu_seconds_total', { matchers, by: 'pod' }) },
      }),
      timeSeries({
        title: 'Memory used, by pod',
        unit: 'bytes',
        description: 'Resident. Near the limit of the pod the kernel ends it: raise the limit.',
        queries: { '{{pod}}': `max by (pod) (${of('process_resident_memory_bytes', matchers)})` },
      }),
      timeSeries({
        title: 'Delay of the event loop (p99), by pod',
        unit: 's',
        bad: 0.2,
        description: 'How late the process runs what is due. High: too little CPU for what it does.',
        queries: { '{{pod}}': `max by (pod) (${of('nodejs_eventloop_lag_p99_seconds', matchers)})` },
      }),
      timeSeries({
        title: 'Pods, by version',
        unit: 'short',
        description:
          'Two versions for longer than a rollout takes: the rollout hangs (kubectl rollout status).',
        queries: {
          '{{version}} on Node {{node}}': `count by (version, node) (${of('proofsheet_build_info', matchers)})`,
        },
      }),
    ],
  };
}
