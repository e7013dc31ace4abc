import { keda } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

const max = (metric: string) => `max by (scaledObject) (${keda(metric, '(worker|notifier)')})`;

const wanted = (service: string) =>
  `ceil(max(${keda('keda_scaler_metrics_value', service)}) / $messages_per_${service})`;

export const scaling: Row = {
  title: 'Does it scale?',
  panels: [
    timeSeries({
      title: 'Pods that run',
      unit: 'short',
      description:
        'Pods that Prometheus can read. Fewer than wanted for minutes: pods are pending or crash (kubectl get pods). No worker at all is right while nothing waits.',
      queries: { '{{service}}': `sum by (service) (up{namespace="$namespace",release="$release"})` },
    }),
    timeSeries({
      title: 'Pods that KEDA wants',
      unit: 'short',
      description:
        'Messages that KEDA counts in the queue, divided by how many each pod should have (figures above; messagesPerReplica of the chart). Bounded by the least and the most pods of the chart.',
      queries: { worker: wanted('worker'), notifier: wanted('notifier') },
    }),
    timeSeries({
      title: 'Scalers that are active',
      unit: 'bool',
      description:
        '1 when KEDA sees messages enough to run pods, 0 when it may scale to none. No line: KEDA is not scraped; the alert ProofsheetAutoscalerAbsent tells when KEDA is down.',
      queries: { '{{scaledObject}}': max('keda_scaler_active') },
    }),
    timeSeries({
      title: 'Errors of KEDA',
      unit: 'ops',
      description:
        'A second. Above 0 the number of pods stays what it is: runbook ProofsheetAutoscalerFails.',
      queries: {
        '{{scaledObject}}': `sum by (scaledObject) (${keda('keda_scaled_object_errors_total', '(worker|notifier)', (selector) => `rate(${selector}[$__rate_interval])`)})`,
      },
    }),
  ],
};
