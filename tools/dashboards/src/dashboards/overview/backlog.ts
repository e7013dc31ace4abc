import { of } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

/** Every replica of the upload service exports the same depth of a queue. */
const depth = (matchers: string, by: string) =>
  `max by (${by}) (${of('proofsheet_queue_messages', matchers)})`;

export const backlog: Row = {
  title: 'What is waiting?',
  panels: [
    timeSeries({
      title: 'Messages by state',
      unit: 'short',
      description:
        'Visible messages wait for a pod, messages in flight are being processed, delayed ones become visible later. Visible only grows: more arrives than is processed, or nothing runs.',
      queries: {
        '{{queue}} {{state}}': depth('queue!~".+-dead-letter"', 'queue, state'),
      },
    }),
    timeSeries({
      title: 'Age of the oldest message',
      unit: 's',
      description:
        'Of the messages that a service holds; no line while no pod of it runs. Above the objective: runbook ProofsheetMessagesTooOld.',
      queries: { '{{service}}': `max by (service) (${of('proofsheet_oldest_message_age_seconds')})` },
    }),
  ],
};
