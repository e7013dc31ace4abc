import { type Row, timeSeries } from '../../panels.ts';
import { of, sumRate } from '../../promql.ts';

const requests = 'http_request_duration_seconds_count';
const share = (status: string) =>
  `(${sumRate(requests, { matchers: `service="upload",status=~"${status}"` })} or vector(0)) / ${sumRate(requests, { matchers: 'service="upload"' })}`;

export const failures: Row = {
  title: 'What fails, and why?',
  panels: [
    timeSeries({
      title: 'Rejected photos by reason',
      unit: 'suffix:/s',
      description:
        'Photos that can never get a thumbnail; clients read the reason from the API. One reason jumps: runbook ProofsheetRefusedPhotosJump.',
      queries: { '{{reason}}': sumRate('proofsheet_photos_refused_total', { by: 'reason' }) },
    }),
    timeSeries({
      title: 'Failed messages by cause',
      unit: 'suffix:/s',
      description:
        'They are retried. credentials, access-denied, tls: runbook ProofsheetAwsAccessFails. throttled, server, network, timeout: AWS or the network to it; this ends, or the message becomes a dead letter.',
      queries: {
        '{{service}} {{cause}}': sumRate('proofsheet_messages_failed_total', { by: 'service, cause' }),
      },
    }),
    timeSeries({
      title: 'Failed receives by cause',
      unit: 'suffix:/s',
      description:
        'SQS cannot be asked for messages, so nothing is processed. credentials, access-denied, tls: runbook ProofsheetAwsAccessFails.',
      queries: {
        '{{service}} {{cause}}': sumRate('proofsheet_receive_errors_total', { by: 'service, cause' }),
        '{{service}} paused': `max by (service) (${of('proofsheet_receiving_paused')})`,
      },
    }),
    timeSeries({
      title: 'Share of API requests that fail',
      unit: 'percentunit',
      description:
        '5xx are errors of the service: runbook ProofsheetApiErrorBudgetFastBurn. 4xx is the client’s: a jump means a changed client, or keys that are no longer valid.',
      queries: { '5xx': share('5..'), '4xx': share('4..') },
    }),
  ],
};
