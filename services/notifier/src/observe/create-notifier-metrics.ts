import type { Metrics } from '@proofsheet/runtime';
import { causeOf, countBy, delayBuckets, errorCauses } from '@proofsheet/runtime/metrics';
import { Counter, Histogram } from 'prom-client';
import { type PublishResult, publishOutcomes } from '../notify/create-publish.ts';
import { type Photo, type Silence, silences } from '../notify/photo.ts';
import { type TopicName, topicNames } from '../notify/topics.ts';

/** What happens to notifications; each method is called as it happens. */
export interface NotifierMetrics {
  onGathered(): void;
  onSilence(silence: Silence): void;
  onPublish(topic: TopicName, result: PublishResult): void;
  onNotified(photos: readonly Photo[]): void;
}

/** Registers the metrics that only the notifier has. */
export function createNotifierMetrics(registry: Metrics, now: () => number = Date.now): NotifierMetrics {
  const notified = new Counter({
    name: 'proofsheet_photos_notified_total',
    help: 'Photos in messages that a topic accepted',
    registers: [registry],
  });
  const delay = new Histogram({
    name: 'proofsheet_notification_delay_seconds',
    help: 'Time from when an original was stored until a topic accepted its notification, including the time to gather photos',
    buckets: delayBuckets,
    registers: [registry],
  });
  const gathered = new Counter({
    name: 'proofsheet_photos_gathered_total',
    help: 'Photos recorded as pending',
    registers: [registry],
  });
  const suppressed = countBy(registry, {
    name: 'proofsheet_photos_suppressed_total',
    help: 'Photos without a notification, by reason',
    label: 'reason',
    values: silences.map(labelOf),
  });
  const published = countPublishes(registry);
  const failed = countBy(registry, {
    name: 'proofsheet_publish_errors_total',
    help: 'Messages that a topic refused or did not answer, by cause',
    label: 'cause',
    values: errorCauses,
  });
  return {
    onGathered: () => gathered.inc(),
    onSilence: (silence) => suppressed(labelOf(silence)),
    onPublish(topic, result) {
      published(topic, result.outcome);
      if ('error' in result) failed(causeOf(result.error));
    },
    onNotified(photos) {
      notified.inc(photos.length);
      for (const { storedAt } of photos) delay.observe(Math.max(0, now() - storedAt) / 1_000);
    },
  };
}

/** All combinations exist from the start: a rate needs the zero before the first one. */
function countPublishes(registry: Metrics) {
  const counter = new Counter({
    name: 'proofsheet_publishes_total',
    help: 'Messages published to the topic of an owner or to the shared topic, by the answer of SNS; `absent`: the owner has no topic',
    labelNames: ['topic', 'outcome'],
    registers: [registry],
  });
  for (const topic of topicNames) {
    for (const outcome of publishOutcomes) counter.inc({ topic, outcome }, 0);
  }
  return (topic: TopicName, outcome: PublishResult['outcome']) => counter.inc({ topic, outcome });
}

function labelOf(silence: Silence): string {
  return silence.replaceAll(' ', '-');
}
