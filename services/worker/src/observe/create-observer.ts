import { observeStore, type ObjectStore, type StoreCall } from '@proofsheet/object-store';
import { type ConsumerEvents, type ConsumerStatus, createConsumerMetrics } from '@proofsheet/queue';
import type { Metrics } from '@proofsheet/runtime';
import { causeOf } from '@proofsheet/runtime/metrics';
import { createObserve, SpanKind, type Tracer } from '@proofsheet/runtime/telemetry';
import type { ObservePhoto } from '../handle-message.ts';
import type { ReconcileObserver } from '../reconcile/reconcile-observer.ts';
import { createWorkerMetrics, type Gauges, type Stage } from './create-worker-metrics.ts';
import { createTracePhoto } from './trace-photo.ts';

/** Everything that the worker reports. Metrics are recorded always, traces only with a tracer. */
export interface Observer extends ReconcileObserver {
  photo: ObservePhoto;
  /** The same bucket, with its calls observed. */
  store(store: ObjectStore): ObjectStore;
  /** Reports of the consumer, whose status is read at each scrape. */
  events(status: () => ConsumerStatus): ConsumerEvents;
  /** Exports what these are at each scrape. */
  watch(gauges: Gauges): void;
  /** Counts a request that was left to the SDK. */
  fallback(error: unknown): void;
}

const stageOf: Readonly<Record<StoreCall['method'], Stage>> = {
  GET: 'get',
  HEAD: 'check',
  LIST: 'check',
  PUT: 'put',
  DELETE: 'delete',
};

const spanOf = { memory: 'wait for memory', make: 'decode and encode' } as const;

export function createObserver(registry: Metrics, tracer: Tracer | undefined): Observer {
  const metrics = createWorkerMetrics(registry);
  const observe = createObserve(tracer, metrics.stage);
  const tracePhoto: ObservePhoto = tracer ? createTracePhoto(tracer) : (_photo, work) => work();
  return {
    async photo(photo, work) {
      const { request, journal } = photo;
      try {
        const outcome = await tracePhoto(photo, work);
        metrics.reconciled(outcome);
        const { delivery, event } = request;
        if (outcome === 'made' && delivery !== 'check' && event?.time) metrics.delaySince(event.time);
        return outcome;
      } finally {
        // Counted even if a later step fails: the next delivery finds the record and has nothing to do.
        if (journal.refused) metrics.refused(journal.refused);
      }
    },
    stage: (stage, work) => observe(stage, spanOf[stage], work),
    originalRead: metrics.originalRead,
    originalMade: ({ width, height }) => metrics.originalMade(width * height),
    thumbnailStored: metrics.thumbnailStored,
    store: (store) =>
      observeStore(store, ({ method, bucket, key }, work) =>
        observe(stageOf[method], `${method} ${bucket}`, work, {
          kind: SpanKind.CLIENT,
          attributes: { 'aws.s3.bucket': bucket, 'aws.s3.key': key },
        }),
      ),
    events: (status) => createConsumerMetrics(registry, { status }),
    watch: metrics.watch,
    fallback: (error) => metrics.fallback(causeOf(error)),
  };
}
