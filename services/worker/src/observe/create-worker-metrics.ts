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
import { type Outcome, outcomes } from '../reconcile/reconcile-context.ts';
import { type Variant, variantFormats } from '../thumbnails/variant.ts';

/** `memory`: to wait for it. `make`: decode and encode. `check`: to look what is there. */
const stages = ['memory', 'get', 'make', 'put', 'check', 'delete'] as const;

/** What happens to photos in the worker, each to be told as it happens. Durations are in seconds. */
export interface WorkerMetrics {
  stage(stage: (typeof stages)[number], seconds: number): void;
  originalRead(bytes: number): void;
  originalMade(pixels: number): void;
  thumbnailStored(format: Variant['format'], bytes: number, pixels: number): void;
  reconciled(outcome: Outcome): void;
  refused(reason: FailureReason): void;
  delay(seconds: number): void;
  fallback(cause: ErrorCause): void;
}

/** Registers the metrics that are the worker's own. */
export function createWorkerMetrics(registry: Metrics): WorkerMetrics {
  const counter = (name: string, help: string) => {
    const created = new Counter({ name, help, registers: [registry] });
    return (by: number) => created.inc(by);
  };
  const format = countBy(registry, {
    name: 'proofsheet_thumbnails_made_total',
    help: 'Thumbnails and further sizes that were stored',
    label: 'format',
    values: variantFormats,
  });
  const thumbnailBytes = counter('proofsheet_thumbnail_bytes_total', 'Bytes of thumbnails that were stored');
  const thumbnailPixels = counter(
    'proofsheet_thumbnail_pixels_total',
    'Pixels of thumbnails that were stored',
  );
  const delay = new Histogram({
    name: 'proofsheet_thumbnail_delay_seconds',
    help: 'From the event of a new original to its thumbnail, stored and seen to be right; first visits only',
    buckets: delayBuckets,
    registers: [registry],
  });
  return {
    stage: timeBy(registry, {
      name: 'proofsheet_stage_duration_seconds',
      help: 'Time of a step: to wait for memory, to read the original, to decode and encode, to write, to look what is there, to delete',
      label: 'stage',
      values: stages,
      buckets: durationBuckets,
    }),
    originalRead: counter('proofsheet_original_bytes_total', 'Bytes of originals that were read'),
    originalMade: counter('proofsheet_original_pixels_total', 'Pixels of originals that were decoded'),
    thumbnailStored(made, bytes, pixels) {
      format(made);
      thumbnailBytes(bytes);
      thumbnailPixels(pixels);
    },
    reconciled: countBy(registry, {
      name: 'proofsheet_photos_total',
      help: 'Visits of originals by how they ended; `own` is a thumbnail of ours among the originals',
      label: 'outcome',
      values: outcomes,
    }),
    refused: countBy(registry, {
      name: 'proofsheet_photos_refused_total',
      help: 'Records that a photo can never have a thumbnail',
      label: 'reason',
      values: failureReasons,
    }),
    delay: (seconds) => delay.observe(seconds),
    fallback: countBy(registry, {
      name: 'proofsheet_sdk_fallbacks_total',
      help: 'Requests to S3 that were left to the AWS SDK, because the answer was not the plain one; `other` is a refused answer',
      label: 'cause',
      values: errorCauses,
    }),
  };
}
