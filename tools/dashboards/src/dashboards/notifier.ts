import { percentiles } from '../panels/percentiles.ts';
import { sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';
import { createDashboard } from './create-dashboard.ts';
import { failuresRow } from './failures-row.ts';
import { messagesRow } from './messages-row.ts';
import { mails } from './overview/mails.ts';
import { processRow } from './process-row.ts';

const announcements: Row = {
  title: 'Announcements',
  panels: [
    timeSeries({
      title: 'Messages published',
      unit: 'ops',
      description: 'To SNS, a second. At NOTIFY_MAX_PER_SECOND times the pods: announcements queue up.',
      queries: { published: sumRate('proofsheet_announcements_published_total') },
    }),
    timeSeries({
      title: 'Photos in a message, on average',
      unit: 'short',
      description:
        'Near 1 while many photos come: they are announced too early, so raise NOTIFY_QUIET_SECONDS.',
      queries: {
        photos: `${sumRate('proofsheet_photos_announced_total')} / (${sumRate('proofsheet_announcements_published_total')} > 0)`,
      },
    }),
    timeSeries({
      title: 'From the original stored to its mail published',
      unit: 's',
      description: 'Longer than NOTIFY_MAX_WAIT_SECONDS: messages wait, or SNS does not take them.',
      queries: percentiles('proofsheet_announcement_delay_seconds'),
    }),
  ],
};

export const notifier = createDashboard({
  uid: 'proofsheet-notifier',
  title: 'proofsheet notifier',
  description: 'What follows the thumbnails queue and tells people.',
  rows: [announcements, mails, messagesRow('notifier'), failuresRow('notifier'), processRow('notifier')],
});
