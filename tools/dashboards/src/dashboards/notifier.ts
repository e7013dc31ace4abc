import { type Row, timeSeries } from '../panels.ts';
import { percentiles, sumRate } from '../promql.ts';
import { createDashboard, podVariable } from './create-dashboard.ts';
import { failuresRow, messagesRow, notificationsRow, processRow } from './service-rows.ts';

/** A batch goes to up to two topics, as one message to each. */
const accepted = sumRate('proofsheet_publishes_total', { matchers: 'outcome="accepted"', by: 'topic' });

const messages: Row = {
  title: 'Messages to people',
  panels: [
    timeSeries({
      title: 'Published messages by topic and outcome',
      unit: 'suffix:/s',
      description:
        'shared accepted at NOTIFY_MAX_PER_SECOND times the number of pods: messages queue up. owner absent: the owner has no subscribers. refused and no-answer: deliveries repeat them; after 8 attempts see runbook ProofsheetDeadLetterNotEmpty.',
      queries: {
        '{{topic}} {{outcome}}': sumRate('proofsheet_publishes_total', { by: 'topic, outcome' }),
      },
    }),
    timeSeries({
      title: 'Photos per message',
      unit: 'short',
      description: 'Near 1 while many photos arrive: raise NOTIFY_QUIET_SECONDS.',
      queries: {
        photos: `${sumRate('proofsheet_photos_notified_total')} / (max(${accepted}) > 0)`,
      },
    }),
    timeSeries({
      title: 'Original stored to email published',
      unit: 's',
      description: 'Longer than NOTIFY_MAX_WAIT_SECONDS: messages wait, or SNS refuses them.',
      queries: percentiles('proofsheet_notification_delay_seconds'),
    }),
  ],
};

export const notifier = createDashboard({
  uid: 'proofsheet-notifier',
  title: 'proofsheet notifier',
  description: 'The service that reads the thumbnails queue and notifies people.',
  variables: [podVariable('notifier')],
  rows: [
    messages,
    notificationsRow(),
    messagesRow('notifier'),
    failuresRow('notifier'),
    processRow('notifier'),
  ],
});
