import { chartValue, of, sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

const headroom = (service: string, fallback: number) =>
  `${chartValue('max_replicas', fallback, service)} - (sum(${of('up', `service="${service}"`)}) or vector(0))`;

export const saturation: Row = {
  title: 'Is there capacity?',
  panels: [
    timeSeries({
      title: 'Busy slots',
      unit: 'percentunit',
      bad: 0.9,
      description:
        'Share of all slots of a service. 100 % while messages wait: more pods are needed. At the maximum of pods: runbook ProofsheetWorkersSaturated.',
      queries: {
        '{{service}}': `sum by (service) (${of('proofsheet_slots_busy')}) / sum by (service) (${of('proofsheet_slots')})`,
      },
    }),
    timeSeries({
      title: 'Headroom',
      unit: 'suffix: pods',
      badBelow: 1,
      description:
        'Pods that may still be added: the maximum of the chart less those that run. 0 while photos wait: raise scaling.max.',
      queries: {
        upload: headroom('upload', 6),
        worker: headroom('worker', 10),
        notifier: headroom('notifier', 2),
      },
    }),
    timeSeries({
      title: 'Photos waiting for memory',
      unit: 'short',
      description:
        'Photos that a worker holds back until others release memory. Always above 0: raise the memory limit of workers, or lower CONCURRENCY.',
      queries: { waiting: `sum(${of('proofsheet_memory_waiting')})` },
    }),
    timeSeries({
      title: 'CPU usage',
      unit: 'suffix: cores',
      description:
        'All pods of a service together. At the limit of the pods: raise the limit, or scaling.max.',
      queries: { '{{service}}': sumRate('process_cpu_seconds_total', { by: 'service' }) },
    }),
    timeSeries({
      title: 'Event loop delay (p99), slowest pod',
      unit: 's',
      bad: 0.2,
      description:
        'How late the process does what is due. Above 0.2 s in upload: too few pods or too little CPU. In a worker: its CPU limit is too low for its CONCURRENCY.',
      queries: { '{{service}}': `max by (service) (${of('nodejs_eventloop_lag_p99_seconds')})` },
    }),
  ],
};
