import { type Row, timeSeries } from '../../panels.ts';
import { chartValue, keda, of, sumRate } from '../../promql.ts';

/** Every replica of the upload service exports the same depth of a queue. */
const depth = (matchers: string, by: string) =>
  `max by (${by}) (${of('proofsheet_queue_messages', matchers)})`;

export const backlog: Row = {
  title: 'What is waiting?',
  panels: [
    timeSeries({
      title: 'Messages by state',
      unit: 'short',
      description:
        'Visible messages wait for a pod, messages in flight are being processed, delayed ones become visible later. Visible only grows: more arrives than is processed, or nothing runs.',
      queries: {
        '{{queue}} {{state}}': depth('queue!~".+-dead-letter"', 'queue, state'),
      },
    }),
    timeSeries({
      title: 'Age of the oldest message',
      unit: 's',
      description:
        'Of the messages that a service holds; no line while no pod of it runs. Above the objective: runbook ProofsheetMessagesTooOld.',
      queries: { '{{service}}': `max by (service) (${of('proofsheet_oldest_message_age_seconds')})` },
    }),
    timeSeries({
      title: 'Found by the last sweep',
      unit: 'short',
      description:
        'Photos without the right thumbnails, because messages were lost. The sweep has sent them to the workers. Above sweep.failAbove: runbook ProofsheetSweepFoundPhotos.',
      queries: { '{{finding}}': `max by (finding) (${of('proofsheet_sweep_found')})` },
    }),
  ],
};

const max = (metric: string) => `max by (scaledObject) (${keda(metric, '(worker|notifier)')})`;

const wanted = (service: string, messages: number) =>
  `ceil(max(${keda('keda_scaler_metrics_value', service)}) / ${chartValue('messages_per_replica', messages, service)})`;

export const scaling: Row = {
  title: 'Does it scale?',
  panels: [
    timeSeries({
      title: 'Running pods',
      unit: 'short',
      description:
        'Pods that Prometheus can scrape. Fewer than wanted for minutes: pods are pending or crash (kubectl get pods). No worker is right while nothing is waiting.',
      queries: { '{{service}}': `sum by (service) (up{namespace="$namespace",release="$release"})` },
    }),
    timeSeries({
      title: 'KEDA: wanted pods',
      unit: 'short',
      description:
        'Messages that KEDA counts, divided by messagesPerReplica of the chart, before minimum and maximum apply.',
      queries: { worker: wanted('worker', 40), notifier: wanted('notifier', 500) },
    }),
    timeSeries({
      title: 'KEDA: scaler is active',
      unit: 'bool',
      description:
        '1 while KEDA sees enough messages to run pods, 0 when it may scale to zero. No line: KEDA is not scraped, or down (alert ProofsheetAutoscalerAbsent).',
      queries: { '{{scaledObject}}': max('keda_scaler_active') },
    }),
    timeSeries({
      title: 'KEDA: errors',
      unit: 'suffix:/s',
      description: 'Above 0 the number of pods does not follow the queue: runbook ProofsheetAutoscalerFails.',
      queries: {
        '{{scaledObject}}': `sum by (scaledObject) (${keda('keda_scaled_object_errors_total', '(worker|notifier)', (selector) => `rate(${selector}[$__rate_interval])`)})`,
      },
    }),
  ],
};

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
        'How late timers and callbacks run. Above 0.2 s in upload: too few pods or too little CPU. In a worker: its CPU limit is too low for its CONCURRENCY.',
      queries: { '{{service}}': `max by (service) (${of('nodejs_eventloop_lag_p99_seconds')})` },
    }),
  ],
};
