import { type Row, timeSeries } from '../panels.ts';
import { of, percentiles, sumRate } from '../promql.ts';

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

/** What goes wrong between a service that follows a queue and AWS. */
export function failuresRow(service: 'worker' | 'notifier'): Row {
  const matchers = `service="${service}"`;
  return {
    title: 'Failures',
    panels: [
      timeSeries({
        title: 'Failed messages by cause',
        unit: 'suffix:/s',
        description:
          'They are retried. credentials, access-denied, tls: runbook ProofsheetAwsAccessFails. unreadable: something else writes to the queue.',
        queries: { '{{cause}}': sumRate('proofsheet_messages_failed_total', { matchers, by: 'cause' }) },
      }),
      timeSeries({
        title: 'Failed receives by cause',
        unit: 'suffix:/s',
        description: 'While receives fail nothing is processed, and the pod is not ready.',
        queries: { '{{cause}}': sumRate('proofsheet_receive_errors_total', { matchers, by: 'cause' }) },
      }),
      timeSeries({
        title: 'Pods with paused receiving',
        unit: 'short',
        description: 'Pods that wait because AWS kept failing. Above 0: the log of the pod has the error.',
        queries: { paused: `sum(${of('proofsheet_receiving_paused', matchers)})` },
      }),
      timeSeries({
        title: 'Age of the oldest message',
        unit: 's',
        description: 'Above the objective: runbook ProofsheetMessagesTooOld.',
        queries: { oldest: `max(${of('proofsheet_oldest_message_age_seconds', matchers)})` },
      }),
    ],
  };
}

/** How the processes of a service are doing, by pod. Needs `podVariable`. */
export function processRow(service: string): Row {
  const matchers = `service="${service}",pod=~"$pod"`;
  return {
    title: 'Processes',
    panels: [
      timeSeries({
        title: 'CPU usage by pod',
        unit: 'suffix: cores',
        description: 'At its limit a pod is throttled: raise or remove the limit, or lower CONCURRENCY.',
        queries: { '{{pod}}': sumRate('process_cpu_seconds_total', { matchers, by: 'pod' }) },
      }),
      timeSeries({
        title: 'Memory usage by pod',
        unit: 'bytes',
        description: 'Resident set size. Close to the limit the pod is OOM-killed: raise the limit.',
        queries: { '{{pod}}': `max by (pod) (${of('process_resident_memory_bytes', matchers)})` },
      }),
      timeSeries({
        title: 'Event loop delay (p99) by pod',
        unit: 's',
        bad: 0.2,
        description: 'How late timers and callbacks run. High: too little CPU for its work.',
        queries: { '{{pod}}': `max by (pod) (${of('nodejs_eventloop_lag_p99_seconds', matchers)})` },
      }),
      timeSeries({
        title: 'Pods by version',
        unit: 'short',
        description:
          'Two versions for longer than a rollout takes: the rollout is stuck (kubectl rollout status).',
        queries: {
          '{{version}} on Node {{node}}': `count by (version, node) (${of('proofsheet_build_info', matchers)})`,
        },
      }),
    ],
  };
}

/** A new row each time: a panel keeps its place on the dashboard that it was put on. */
export function notificationsRow(): Row {
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
