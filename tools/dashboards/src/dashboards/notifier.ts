import { percentiles } from '../panels/percentiles.ts';
import { sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';
import { createDashboard } from './create-dashboard.ts';
import { failuresRow } from './failures-row.ts';
import { messagesRow } from './messages-row.ts';
import { notifications } from './overview/notifications.ts';
import { processRow } from './process-row.ts';
import { podVariable } from './variables.ts';

const announcements: Row = {
  title: 'Messages to people',
  panels: [
    timeSeries({
      title: 'Published messages per second',
      unit: 'suffix:/s',
      description: 'To SNS. At NOTIFY_MAX_PER_SECOND times the number of pods, messages queue up.',
      queries: { published: sumRate('proofsheet_announcements_published_total') },
    }),
    timeSeries({
      title: 'Photos per message',
      unit: 'short',
      description:
        'Near 1 while many photos come: they are announced too early, so raise NOTIFY_QUIET_SECONDS.',
      queries: {
        photos: `${sumRate('proofsheet_photos_announced_total')} / (${sumRate('proofsheet_announcements_published_total')} > 0)`,
      },
    }),
    timeSeries({
      title: 'Original stored to email published',
      unit: 's',
      description: 'Longer than NOTIFY_MAX_WAIT_SECONDS: messages wait, or SNS does not take them.',
      queries: percentiles('proofsheet_announcement_delay_seconds'),
    }),
  ],
};

export const notifier = createDashboard({
  uid: 'proofsheet-notifier',
  title: 'proofsheet notifier',
  description: 'The service that reads the thumbnails queue and notifies people.',
  variables: [podVariable('notifier')],
  rows: [
    announcements,
    notifications,
    messagesRow('notifier'),
    failuresRow('notifier'),
    processRow('notifier'),
  ],
});
