import { of, sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

const requests = 'http_request_duration_seconds_count';
const share = (status: string) =>
  `(${sumRate(requests, { matchers: `service="upload",status=~"${status}"` })} or vector(0)) / ${sumRate(requests, { matchers: 'service="upload"' })}`;

export const failures: Row = {
  title: 'What fails, and why?',
  panels: [
    timeSeries({
      title: 'Photos refused for good, by reason',
      unit: 'ops',
      description:
        'Photos that can never get a thumbnail, a second; the client reads the reason. A reason that jumps: runbook ProofsheetRefusedPhotosJump.',
      queries: { '{{reason}}': sumRate('proofsheet_photos_refused_total', { by: 'reason' }) },
    }),
    timeSeries({
      title: 'Messages that failed and come again, by cause',
      unit: 'ops',
      description:
        'A second. credentials, access-denied, tls: runbook ProofsheetAwsAccessFails. throttled, server, network, timeout: AWS or the way to it; it goes away or ends in the dead-letter queue.',
      queries: {
        '{{service}} {{cause}}': sumRate('proofsheet_messages_failed_total', { by: 'service, cause' }),
      },
    }),
    timeSeries({
      title: 'Receives that failed, by cause',
      unit: 'ops',
      description:
        'SQS could not be asked for messages, a second. While it goes on nothing is handled: runbook ProofsheetAwsAccessFails for credentials, access-denied and tls.',
      queries: {
        '{{service}} {{cause}}': sumRate('proofsheet_receive_errors_total', { by: 'service, cause' }),
        '{{service}} paused': `max by (service) (${of('proofsheet_receiving_paused')})`,
      },
    }),
    timeSeries({
      title: 'Share of API requests that fail',
      unit: 'percentunit',
      description:
        '5xx is ours: runbook ProofsheetApiErrorBudgetFastBurn. 4xx is the client’s: a jump means a client that changed, or keys that no longer fit.',
      queries: { '5xx': share('5..'), '4xx': share('4..') },
    }),
  ],
};
