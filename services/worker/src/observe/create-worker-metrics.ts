import { type FailureReason, failureReasons } from '@proofsheet/photos';
import type { Metrics } from '@proofsheet/runtime';
import {
  countBy,
  delayBuckets,
  durationBuckets,
  type ErrorCause,
  errorCauses,
  timeBy,
} from '@proofsheet/runtime/metrics';
import { Counter, Histogram } from 'prom-client';
import { type ReconcileResult, reconcileResults } from '../reconcile/reconcile-context.ts';
import { type Variant, variantFormats } from '../thumbnails/variant.ts';

/** `memory`: wait for a grant. `make`: decode and encode. `check`: HEAD and LIST. */
const stages = ['memory', 'get', 'make', 'put', 'check', 'delete'] as const;

/** Records what happens to photos in the worker. Durations are in seconds. */
export interface WorkerMetrics {
  stage(stage: (typeof stages)[number], seconds: number): void;
  originalRead(bytes: number): void;
  originalMade(pixels: number): void;
  thumbnailStored(format: Variant['format'], bytes: number, pixels: number): void;
  reconciled(result: ReconcileResult): void;
  refused(reason: FailureReason): void;
  delay(seconds: number): void;
  fallback(cause: ErrorCause): void;
}

/** Registers the worker's own metrics. */
export function createWorkerMetrics(registry: Metrics): WorkerMetrics {
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
    thumbnailStored(made, bytes, pixels) {
      format(made);
      thumbnailBytes(bytes);
      thumbnailPixels(pixels);
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
    delay: (seconds) => delay.observe(seconds),
    fallback: countBy(registry, {
      name: 'proofsheet_sdk_fallbacks_total',
      help: 'S3 requests that the direct client left to the AWS SDK because of an unusual answer; `other` is an answer that it could not parse',
      label: 'cause',
      values: errorCauses,
    }),
  };
}
