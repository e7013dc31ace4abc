import { percentiles } from '../panels/percentiles.ts';
import { of, sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';

/** What a service that follows a queue does with its messages. */
export function messagesRow(service: 'worker' | 'notifier'): Row {
  const matchers = `service="${service}"`;
  const rate = (name: string) => sumRate(`proofsheet_messages_${name}_total`, { matchers });
  return {
    title: 'Messages',
    panels: [
      timeSeries({
        title: 'Messages, by what became of them',
        unit: 'ops',
        description:
          'A second. lost: their visibility ended while they were worked on (HANDLER_SECONDS, or a pod that stands still). returned: given back by a pod that ends. Many redelivered ones: look at what failed.',
        queries: Object.fromEntries(
          ['received', 'redelivered', 'handled', 'failed', 'lost', 'deleted', 'returned'].map((name) => [
            name,
            rate(name),
          ]),
        ),
      }),
      timeSeries({
        title: 'How long messages waited in the queue',
        unit: 's',
        description: 'Those that came for the first time. High: too few pods, or pods that start slowly.',
        queries: percentiles('proofsheet_message_wait_seconds', matchers),
      }),
      timeSeries({
        title: 'How long a message takes',
        unit: 's',
        description:
          'From received to done or failed. Near HANDLER_SECONDS: messages are aborted and come again.',
        queries: percentiles('proofsheet_message_duration_seconds', matchers),
      }),
      timeSeries({
        title: 'Slots',
        unit: 'short',
        description: 'Messages at work, and how many could be. Busy at the total while messages wait: scale.',
        queries: {
          busy: `sum(${of('proofsheet_slots_busy', matchers)})`,
          total: `sum(${of('proofsheet_slots', matchers)})`,
        },
      }),
    ],
  };
}
