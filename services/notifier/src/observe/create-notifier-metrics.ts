import type { Metrics } from '@proofsheet/runtime';
import { countBy, delayBuckets, type ErrorCause, errorCauses } from '@proofsheet/runtime/metrics';
import { Counter, Histogram } from 'prom-client';
import { type Silence, silences } from '../announce/look-at-photo.ts';

/** What happens to announcements, each to be told as it happens. */
export interface NotifierMetrics {
  published(): void;
  /** A photo was in it, whose original had been stored so many seconds before. */
  announced(delaySeconds: number): void;
  publishFailed(cause: ErrorCause): void;
  gathered(): void;
  suppressed(silence: Silence): void;
}

/** Registers the metrics that are the notifier's own. */
export function createNotifierMetrics(registry: Metrics): NotifierMetrics {
  const counter = (name: string, help: string) => {
    const created = new Counter({ name, help, registers: [registry] });
    return () => created.inc();
  };
  const announced = counter('proofsheet_photos_announced_total', 'Photos in messages that were published');
  const delay = new Histogram({
    name: 'proofsheet_announcement_delay_seconds',
    help: 'From when an original was stored to the message that names it, the time to gather included',
    buckets: delayBuckets,
    registers: [registry],
  });
  const suppressed = countBy(registry, {
    name: 'proofsheet_photos_suppressed_total',
    help: 'Photos that were looked at and of which nobody has to hear',
    label: 'reason',
    values: silences.map(labelOf),
  });
  return {
    published: counter(
      'proofsheet_announcements_published_total',
      'Messages that were published to the shared topic: a mail to each who subscribes',
    ),
    announced(delaySeconds) {
      announced();
      delay.observe(delaySeconds);
    },
    publishFailed: countBy(registry, {
      name: 'proofsheet_publish_errors_total',
      help: 'Messages that could not be published',
      label: 'cause',
      values: errorCauses,
    }),
    gathered: counter(
      'proofsheet_photos_gathered_total',
      'Photos that were recorded to be announced with others',
    ),
    suppressed: (silence) => suppressed(labelOf(silence)),
  };
}

function labelOf(silence: Silence): string {
  return silence.replaceAll(' ', '-');
}
