import { of } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

/** Every replica of the upload service tells the same of a queue. */
const depth = (matchers: string, by: string) =>
  `max by (${by}) (${of('proofsheet_queue_messages', matchers)})`;

export const backlog: Row = {
  title: 'What waits?',
  panels: [
    timeSeries({
      title: 'Messages in the queues, by state',
      unit: 'short',
      description:
        'Visible ones wait for a worker or the notifier; in-flight ones are being worked on; delayed ones are looked at later. Visible ones that only grow: more comes than can be done, or nothing runs.',
      queries: {
        '{{queue}} {{state}}': depth('queue!~".+-dead-letter"', 'queue, state'),
      },
    }),
    timeSeries({
      title: 'Age of the oldest message at work',
      unit: 's',
      description:
        'How long the oldest message that a service holds has waited so far; nothing while no pod of it runs. Above the objective: runbook ProofsheetMessagesTooOld.',
      queries: { '{{service}}': `max by (service) (${of('proofsheet_oldest_message_age_seconds')})` },
    }),
  ],
};
