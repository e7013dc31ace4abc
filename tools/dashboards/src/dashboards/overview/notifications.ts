import { type Row, timeSeries } from '../../panels.ts';
import { sumRate } from '../../promql.ts';

/** A new row each time: a panel keeps its place on the dashboard that it was put on. */
export function notifications(): Row {
  return {
    title: 'Are people notified?',
    panels: [
      timeSeries({
        title: 'Photos gathered and notified about',
        unit: 'suffix:/s',
        description:
          'Gathered photos wait for more of their owner; notified ones were in a message that SNS accepted. Gathered without notified for longer than NOTIFY_MAX_WAIT_SECONDS: see failed publishes.',
        queries: {
          gathered: sumRate('proofsheet_photos_gathered_total'),
          notified: sumRate('proofsheet_photos_notified_total'),
        },
      }),
      timeSeries({
        title: 'Published messages',
        unit: 'suffix:/s',
        description:
          'Messages that SNS accepted, by topic; one can be about many photos. None although thumbnails are made: see the notifier dashboard.',
        queries: {
          '{{topic}}': sumRate('proofsheet_publishes_total', { matchers: 'outcome="accepted"', by: 'topic' }),
        },
      }),
      timeSeries({
        title: 'Photos without a notification, by reason',
        unit: 'suffix:/s',
        description:
          'Notified about before, deleted, or too old. Many too old: a backfill, or the notifier was down for days.',
        queries: { '{{reason}}': sumRate('proofsheet_photos_suppressed_total', { by: 'reason' }) },
      }),
      timeSeries({
        title: 'Failed publishes by cause',
        unit: 'suffix:/s',
        description:
          'They are repeated. credentials and access-denied: runbook ProofsheetAwsAccessFails. throttled: lower NOTIFY_MAX_PER_SECOND.',
        queries: { '{{cause}}': sumRate('proofsheet_publish_errors_total', { by: 'cause' }) },
      }),
    ],
  };
}
