import {
  causeOf,
  countBy,
  delayBuckets,
  durationBuckets,
  errorCauses,
  readGauge,
} from '@proofsheet/runtime/metrics';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { ConsumerEvents } from '../consumer-options.ts';
import type { ConsumerStatus } from '../create-consumer.ts';
import { RetryAfterError } from '../handler.ts';
import { createOldestAge, dueTime } from './oldest-age.ts';

export interface ConsumerMetricsOptions {
  /** Status of the consumer, which need not exist yet. */
  readonly status: () => Pick<ConsumerStatus, 'slots' | 'busy' | 'aborted'>;
  /** Wall clock in milliseconds, for tests. */
  readonly now?: () => number;
}

/** Registers the metrics of a consumer and returns the hooks that update them. */
export function createConsumerMetrics(
  registry: Registry,
  { status, now = Date.now }: ConsumerMetricsOptions,
): ConsumerEvents {
  const { received, redelivered, handled, lost, deleted, returned } = createCounters(registry);
  const failed = countBy(registry, {
    name: 'proofsheet_messages_failed_total',
    help: 'Handlers that failed or were aborted, except those that asked for a retry',
    label: 'cause',
    values: errorCauses,
  });
  const receiveFailed = countBy(registry, {
    name: 'proofsheet_receive_errors_total',
    help: 'Failed receive calls',
    label: 'cause',
    values: errorCauses,
  });
  const { wait, duration } = createHistograms(registry);
  const age = createOldestAge(now);
  let paused = false;
  createGauges(registry, { status, oldestSeconds: age.seconds, paused: () => paused });

  return {
    received(message) {
      received.inc();
      age.take(message);
      const dueAt = dueTime(message);
      if (message.receiveCount > 1) redelivered.inc();
      // Clocks differ: a wait is never negative.
      else if (dueAt !== undefined) wait.observe(Math.max(0, now() - dueAt) / 1_000);
    },
    receiveFailed: (error) => receiveFailed(causeOf(error)),
    handled(message, milliseconds) {
      handled.inc();
      age.letGo(message);
      duration.observe(milliseconds / 1_000);
    },
    failed(message, error, milliseconds) {
      if (!(error instanceof RetryAfterError)) failed(causeOf(error));
      age.letGo(message);
      duration.observe(milliseconds / 1_000);
    },
    lost(message) {
      lost.inc();
      age.letGo(message);
    },
    deleted: (count) => deleted.inc(count),
    returned: (count) => returned.inc(count),
    paused() {
      paused = true;
    },
    resumed() {
      paused = false;
    },
  };
}

function createCounters(registry: Registry) {
  const counter = (name: string, help: string) => new Counter({ name, help, registers: [registry] });
  return {
    received: counter('proofsheet_messages_received_total', 'Receives of messages, redeliveries included'),
    redelivered: counter(
      'proofsheet_messages_redelivered_total',
      'Receives of messages that were received before',
    ),
    handled: counter('proofsheet_messages_handled_total', 'Messages whose handler returned in time'),
    lost: counter(
      'proofsheet_messages_lost_total',
      'Messages whose visibility timeout may have ended before their handler',
    ),
    deleted: counter('proofsheet_messages_deleted_total', 'Messages deleted after they were handled'),
    returned: counter(
      'proofsheet_messages_returned_total',
      'Messages returned to the queue, to be redelivered at once or later',
    ),
  };
}

function createHistograms(registry: Registry) {
  return {
    wait: new Histogram({
      name: 'proofsheet_message_wait_seconds',
      help: 'Time from when a message became visible to its first receive',
      buckets: delayBuckets,
      registers: [registry],
    }),
    duration: new Histogram({
      name: 'proofsheet_message_duration_seconds',
      help: 'Duration of handlers, including failed ones',
      buckets: durationBuckets,
      registers: [registry],
    }),
  };
}

interface Gauges extends Pick<ConsumerMetricsOptions, 'status'> {
  readonly oldestSeconds: () => number;
  readonly paused: () => boolean;
}

function createGauges(registry: Registry, { status, oldestSeconds, paused }: Gauges): void {
  const gauge = (name: string, help: string, read: () => number) => readGauge(registry, { name, help, read });
  gauge('proofsheet_slots', 'Maximum messages handled at the same time', () => status().slots);
  gauge('proofsheet_slots_busy', 'Handlers that are running', () => status().busy);
  gauge(
    'proofsheet_slots_aborted',
    'Aborted handlers that are still running. The process exits if one runs for 60 s after its abort',
    () => status().aborted,
  );
  gauge('proofsheet_receiving_paused', '1 while receiving is paused during an outage, otherwise 0', () =>
    paused() ? 1 : 0,
  );
  gauge(
    'proofsheet_oldest_message_age_seconds',
    'Age of the oldest message in flight now or within the last minute, since it could first be received; 0 without one',
    oldestSeconds,
  );
}
