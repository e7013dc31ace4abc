import { sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

export const notifications: Row = {
  title: 'Are people notified?',
  panels: [
    timeSeries({
      title: 'Photos gathered and announced',
      unit: 'suffix:/s',
      description:
        'Gathered photos wait for more of their owner; announced ones were in a published message. Gathered without announced for longer than NOTIFY_MAX_WAIT_SECONDS: see errors of publishing.',
      queries: {
        gathered: sumRate('proofsheet_photos_gathered_total'),
        announced: sumRate('proofsheet_photos_announced_total'),
      },
    }),
    timeSeries({
      title: 'Published messages',
      unit: 'suffix:/s',
      description:
        'Messages to SNS topics; one can announce many photos. None although thumbnails are made: see the notifier dashboard.',
      queries: { published: sumRate('proofsheet_announcements_published_total') },
    }),
    timeSeries({
      title: 'Photos not announced, by reason',
      unit: 'suffix:/s',
      description:
        'Announced before, deleted, or too old. Many too old: a backfill, or the notifier was down for days.',
      queries: { '{{reason}}': sumRate('proofsheet_photos_suppressed_total', { by: 'reason' }) },
    }),
    timeSeries({
      title: 'Failed publishes by cause',
      unit: 'suffix:/s',
      description:
        'They are retried. credentials and access-denied: runbook ProofsheetAwsAccessFails. throttled: lower NOTIFY_MAX_PER_SECOND.',
      queries: { '{{cause}}': sumRate('proofsheet_publish_errors_total', { by: 'cause' }) },
    }),
  ],
};
