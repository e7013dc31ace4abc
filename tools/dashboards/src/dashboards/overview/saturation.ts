import { of, sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

export const saturation: Row = {
  title: 'Is it full?',
  panels: [
    timeSeries({
      title: 'Share of slots that are busy',
      unit: 'percentunit',
      bad: 0.9,
      description:
        'Of all pods of a service. At 1 while messages wait: more pods are needed. Runbook ProofsheetWorkersSaturated when there are as many as allowed.',
      queries: {
        '{{service}}': `sum by (service) (${of('proofsheet_slots_busy')}) / sum by (service) (${of('proofsheet_slots')})`,
      },
    }),
    timeSeries({
      title: 'Photos that wait for memory',
      unit: 'short',
      description:
        'Photos that a worker holds back until others have given memory back. Always above 0: give workers more memory, or lower CONCURRENCY.',
      queries: { waiting: `sum(${of('proofsheet_memory_waiting')})` },
    }),
    timeSeries({
      title: 'CPU used, by service',
      unit: 'short',
      description: 'Cores of all pods together. At the limit of the pods: raise the limit, or the most pods.',
      queries: { '{{service}}': sumRate('process_cpu_seconds_total', { by: 'service' }) },
    }),
    timeSeries({
      title: 'Delay of the event loop (p99), the slowest pod',
      unit: 's',
      bad: 0.2,
      description:
        'How late the process runs what is due. Above 0.2 s in upload: too few pods or too little CPU. In a worker: its CPU limit is too low for its CONCURRENCY.',
      queries: { '{{service}}': `max by (service) (${of('nodejs_eventloop_lag_p99_seconds')})` },
    }),
  ],
};
