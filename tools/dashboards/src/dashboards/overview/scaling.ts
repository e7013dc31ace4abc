import { chartValue, keda } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

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
