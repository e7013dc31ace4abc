import { of, sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';

/** What goes wrong between a service that follows a queue and AWS. */
export function failuresRow(service: 'worker' | 'notifier'): Row {
  const matchers = `service="${service}"`;
  return {
    title: 'Failures',
    panels: [
      timeSeries({
        title: 'Failed messages by cause',
        unit: 'suffix:/s',
        description:
          'They are retried. credentials, access-denied, tls: runbook ProofsheetAwsAccessFails. unreadable: something else writes to the queue.',
        queries: { '{{cause}}': sumRate('proofsheet_messages_failed_total', { matchers, by: 'cause' }) },
      }),
      timeSeries({
        title: 'Failed receives by cause',
        unit: 'suffix:/s',
        description: 'While receives fail nothing is processed, and the pod is not ready.',
        queries: { '{{cause}}': sumRate('proofsheet_receive_errors_total', { matchers, by: 'cause' }) },
      }),
      timeSeries({
        title: 'Pods with paused receiving',
        unit: 'short',
        description: 'Pods that wait because AWS kept failing. Above 0: the log of the pod has the error.',
        queries: { paused: `sum(${of('proofsheet_receiving_paused', matchers)})` },
      }),
      timeSeries({
        title: 'Age of the oldest message',
        unit: 's',
        description: 'Above the objective: runbook ProofsheetMessagesTooOld.',
        queries: { oldest: `max(${of('proofsheet_oldest_message_age_seconds', matchers)})` },
      }),
    ],
  };
}
