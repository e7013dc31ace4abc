import { sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

export const mails: Row = {
  title: 'Who hears of it?',
  panels: [
    timeSeries({
      title: 'Photos gathered and announced',
      unit: 'ops',
      description:
        'A second. Gathered photos wait for more of their owner; announced ones were told of. Gathered without announced for longer than NOTIFY_MAX_WAIT_SECONDS: look at errors of publishing.',
      queries: {
        gathered: sumRate('proofsheet_photos_gathered_total'),
        announced: sumRate('proofsheet_photos_announced_total'),
      },
    }),
    timeSeries({
      title: 'Photos that nobody is told of, by reason',
      unit: 'ops',
      description:
        'A second: announced before, gone, or too old. Many too old ones: a backfill, or the notifier was down for days.',
      queries: { '{{reason}}': sumRate('proofsheet_photos_suppressed_total', { by: 'reason' }) },
    }),
    timeSeries({
      title: 'Messages that SNS did not take, by cause',
      unit: 'ops',
      description:
        'A second; they are tried again. credentials and access-denied: runbook ProofsheetAwsAccessFails. throttled: lower NOTIFY_MAX_PER_SECOND.',
      queries: { '{{cause}}': sumRate('proofsheet_publish_errors_total', { by: 'cause' }) },
    }),
  ],
};
