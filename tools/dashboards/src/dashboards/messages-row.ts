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
        title: 'Messages by result',
        unit: 'suffix:/s',
        description:
          'lost: the visibility timeout ended while they were processed (HANDLER_SECONDS, or a frozen pod). returned: released by a pod that ends. Many redelivered: see failed messages.',
        queries: Object.fromEntries(
          ['received', 'redelivered', 'handled', 'failed', 'lost', 'deleted', 'returned'].map((name) => [
            name,
            rate(name),
          ]),
        ),
      }),
      timeSeries({
        title: 'From message to first receive',
        unit: 's',
        description: 'Time in the queue. High: too few pods, or pods that start slowly.',
        queries: percentiles('proofsheet_message_wait_seconds', matchers),
      }),
      timeSeries({
        title: 'Processing time of a message',
        unit: 's',
        description:
          'From received to done or failed. Close to HANDLER_SECONDS: messages are aborted and retried.',
        queries: percentiles('proofsheet_message_duration_seconds', matchers),
      }),
      timeSeries({
        title: 'Slots',
        unit: 'short',
        description:
          'Messages being processed, and how many could be. All busy while messages wait: add pods.',
        queries: {
          busy: `sum(${of('proofsheet_slots_busy', matchers)})`,
          total: `sum(${of('proofsheet_slots', matchers)})`,
        },
      }),
    ],
  };
}
