import type { ObjectStore } from '@proofsheet/object-store';
import {
  maxSweepRecordBytes,
  parseSweepRecord,
  type SweepRecord,
  sweepFindings,
  sweepRecordKey,
} from '@proofsheet/photos';
import type { Logger, Metrics } from '@proofsheet/runtime';
import { describeError } from '@proofsheet/runtime/metrics';
import { Gauge } from 'prom-client';

export interface WatchSweepsOptions {
  readonly derived: Pick<ObjectStore, 'get'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Minimum time between two reads, however often the metrics are scraped: sweeps run daily. Milliseconds. */
const leastMs = 60_000;

/** A scrape has 10 s by default. Milliseconds. */
const answerMs = 2_000;

/**
 * Exports the record that the last sweep left in the derived bucket, read at a scrape. Sweeps run as Jobs, which end
 * before Prometheus could scrape them. If the record cannot be read, the values stay: the time among them tells their age.
 */
export function watchSweeps(registry: Metrics, options: WatchSweepsOptions): void {
  const { derived, logger, now = () => performance.now() } = options;
  const lastSuccess = new Gauge({
    name: 'proofsheet_sweep_last_success_timestamp_seconds',
    help: 'When the last sweep of all photos ended, in seconds since 1970; 0 if there was none in the last 30 days. Every pod exports the same numbers of sweeps',
    registers: [registry],
    collect: () => readIfDue(),
  });
  const duration = createGauge(
    'duration_seconds',
    'Duration of the last sweep, from its first start if it was resumed',
  );
  const photos = createGauge('photos', 'Photos that the last sweep compared');
  const found = new Gauge({
    name: 'proofsheet_sweep_found',
    help: 'Photos for which the last sweep sent a check, by what was wrong',
    labelNames: ['finding'],
    registers: [registry],
    collect: () => readIfDue(),
  });
  for (const finding of sweepFindings) found.set({ finding }, 0);
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> = Promise.resolve();

  function createGauge(name: string, help: string): Gauge {
    return new Gauge({
      name: `proofsheet_sweep_${name}`,
      help,
      registers: [registry],
      collect: () => readIfDue(),
    });
  }

  async function readIfDue(): Promise<void> {
    if (now() - readAt >= leastMs) {
      readAt = now();
      reading = read().catch((error: unknown) => {
        logger.warn(describeError(error), 'result of the last sweep cannot be read');
      });
    }
    await reading;
  }

  async function read(): Promise<void> {
    const signal = AbortSignal.timeout(answerMs);
    const stored = await derived.get(sweepRecordKey, { maxBytes: maxSweepRecordBytes, signal });
    if (stored) show(parseSweepRecord(stored.body.toString()));
  }

  function show(record: SweepRecord): void {
    lastSuccess.set(record.endedAt / 1000);
    duration.set((record.endedAt - record.startedAt) / 1000);
    photos.set(record.photos);
    for (const finding of sweepFindings) found.set({ finding }, record.found[finding]);
  }
}
