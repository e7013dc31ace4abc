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
        title: 'Messages that failed and come again, by cause',
        unit: 'ops',
        description:
          'A second. credentials, access-denied, tls: runbook ProofsheetAwsAccessFails. unreadable: something else writes to the queue.',
        queries: { '{{cause}}': sumRate('proofsheet_messages_failed_total', { matchers, by: 'cause' }) },
      }),
      timeSeries({
        title: 'Receives that failed, by cause',
        unit: 'ops',
        description: 'A second. While it goes on nothing is handled, and the pod says that it is not ready.',
        queries: { '{{cause}}': sumRate('proofsheet_receive_errors_total', { matchers, by: 'cause' }) },
      }),
      timeSeries({
        title: 'Pods that paused receiving',
        unit: 'short',
        description:
          'Pods that wait because AWS failed again and again. Above 0: the log lines of the pod say what AWS answered.',
        queries: { paused: `sum(${of('proofsheet_receiving_paused', matchers)})` },
      }),
      timeSeries({
        title: 'Age of the oldest message at work',
        unit: 's',
        description: 'Above the objective: runbook ProofsheetMessagesTooOld.',
        queries: { oldest: `max(${of('proofsheet_oldest_message_age_seconds', matchers)})` },
      }),
    ],
  };
}
