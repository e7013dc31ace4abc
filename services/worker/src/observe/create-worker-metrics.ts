import { type FailureReason, failureReasons } from '@proofsheet/photos';
import type { Metrics } from '@proofsheet/runtime';
import {
  countBy,
  delayBuckets,
  durationBuckets,
  type ErrorCause,
  errorCauses,
  readGauge,
  timeBy,
} from '@proofsheet/runtime/metrics';
import { Counter, Histogram } from 'prom-client';
import type { MemoryBudget } from '../memory/memory-budget.ts';
import { type ReconcileResult, reconcileResults } from '../reconcile/reconcile-context.ts';
import type { DecoderThreads } from '../thumbnails/decoder-threads.ts';
import type { Image } from '../thumbnails/recipe.ts';
import { variantFormats } from '../thumbnails/variant.ts';

/** `memory`: wait for a grant. `make`: decode and encode. `check`: HEAD and LIST. */
const stages = ['memory', 'get', 'make', 'put', 'check', 'delete'] as const;
export type Stage = (typeof stages)[number];

/** What is read at each scrape. */
export interface Gauges {
  readonly memory: Pick<MemoryBudget, 'total' | 'status'>;
  readonly threads: Pick<DecoderThreads, 'status'>;
}

/** Records what happens to photos in the worker. Durations are in seconds. */
export interface WorkerMetrics {
  stage(stage: Stage, seconds: number): void;
  originalRead(bytes: number): void;
  originalMade(pixels: number): void;
  thumbnailStored(image: Image): void;
  reconciled(result: ReconcileResult): void;
  refused(reason: FailureReason): void;
  /** A thumbnail is stored of an original that was stored at this time. */
  delaySince(storedAt: Date): void;
  fallback(cause: ErrorCause): void;
  watch(gauges: Gauges): void;
}

/** Registers the worker's own metrics. */
export function createWorkerMetrics(registry: Metrics, now: () => number = Date.now): WorkerMetrics {
  const counter = (name: string, help: string) => {
    const created = new Counter({ name, help, registers: [registry] });
    return (by: number) => created.inc(by);
  };
  const format = countBy(registry, {
    name: 'proofsheet_thumbnails_made_total',
    help: 'Stored thumbnails and variants',
    label: 'format',
    values: variantFormats,
  });
  const thumbnailBytes = counter(
    'proofsheet_thumbnail_bytes_total',
    'Bytes of stored thumbnails and variants',
  );
  const thumbnailPixels = counter(
    'proofsheet_thumbnail_pixels_total',
    'Pixels of stored thumbnails and variants',
  );
  const delay = new Histogram({
    name: 'proofsheet_thumbnail_delay_seconds',
    help: 'Time from the S3 event of a new original until its thumbnail is stored and verified; retries included',
    buckets: delayBuckets,
    registers: [registry],
  });
  return {
    stage: timeBy(registry, {
      name: 'proofsheet_stage_duration_seconds',
      help: 'Duration of a stage: wait for memory, GET the original, decode and encode, PUT, HEAD or LIST, DELETE',
      label: 'stage',
      values: stages,
      buckets: durationBuckets,
    }),
    originalRead: counter('proofsheet_original_bytes_total', 'Bytes read from originals'),
    originalMade: counter('proofsheet_original_pixels_total', 'Pixels of decoded originals'),
    thumbnailStored({ contentType, body, width, height }) {
      const made = variantFormats.find((name) => contentType === `image/${name}`);
      if (made) format(made);
      thumbnailBytes(body.length);
      thumbnailPixels(width * height);
    },
    reconciled: countBy(registry, {
      name: 'proofsheet_photos_total',
      help: 'Reconciled originals by outcome; `own` is one of our own thumbnails in the originals bucket',
      label: 'outcome',
      values: reconcileResults,
    }),
    refused: countBy(registry, {
      name: 'proofsheet_photos_refused_total',
      help: 'Photos rejected for good, by reason',
      label: 'reason',
      values: failureReasons,
    }),
    // Clocks differ: a delay is never negative.
    delaySince: (storedAt) => delay.observe(Math.max(0, now() - storedAt.getTime()) / 1_000),
    fallback: countBy(registry, {
      name: 'proofsheet_sdk_fallbacks_total',
      help: 'S3 requests that the direct client left to the AWS SDK because of an unusual answer; `other` is an answer that it could not parse',
      label: 'cause',
      values: errorCauses,
    }),
    watch: (gauges) => watch(registry, gauges),
  };
}

function watch(registry: Metrics, { memory, threads }: Gauges): void {
  const gauge = (name: string, help: string, read: () => number) => readGauge(registry, { name, help, read });
  gauge('proofsheet_memory_bytes', 'Memory budget for photos', () => memory.total);
  gauge('proofsheet_memory_granted_bytes', 'Memory granted to photos', () => memory.status().usedBytes);
  gauge('proofsheet_memory_waiting', 'Photos waiting for memory', () => memory.status().waiting);
  const { status } = threads;
  gauge('proofsheet_decoder_threads', 'Threads that decode photos', () => status().threads);
  gauge('proofsheet_decoder_threads_busy', 'Threads on which libvips is running', () => status().busy);
  gauge(
    'proofsheet_decoder_threads_overdue',
    'Threads whose photo is past `DECODE_SECONDS`. The process exits when one stays so for 120 s',
    () => status().overdue,
  );
  gauge('proofsheet_decoder_threads_waiting', 'Photos waiting for a thread', () => status().waiting);
}
