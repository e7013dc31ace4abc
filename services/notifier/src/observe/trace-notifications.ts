import { type SpanOptions, type Tracing, traceStep, traceWork } from '@proofsheet/runtime/telemetry';
import type { Compose, Publish } from '../notify/create-publish.ts';
import type { Photo } from '../notify/photo.ts';
import type { PublishBatch } from '../notify/publish-batch.ts';

/** Puts traces around parts of the notifier. Without tracing each part is returned as it is. */
export interface NotificationTraces {
  batch(publishBatch: PublishBatch): PublishBatch;
  /** Messages carry the trace of their notification. */
  compose(compose: Compose): Compose;
  publish(publish: Publish): Publish;
}

export function createNotificationTraces(tracing: Tracing | undefined): NotificationTraces {
  if (!tracing) return { batch: same, compose: same, publish: same };
  return {
    batch: (publishBatch) => (held, photos, signal, saveLast) =>
      traceWork(tracing, optionsOf(photos), (span) => {
        for (const { traceparent } of photos) span.meet({ traceparent });
        return publishBatch(held, photos, signal, saveLast);
      }),
    compose: (compose) => async (photos) => {
      const message = await compose(photos);
      const traceparent = tracing.active()?.traceparent();
      if (traceparent === undefined) return message;
      return { ...message, attributes: { ...message.attributes, traceparent } };
    },
    publish: (publish) => (topic, message, signal) =>
      traceStep(tracing, { name: `publish to ${topic.name} topic`, kind: 'client' }, () =>
        publish(topic, message, signal),
      ),
  };
}

/** The notification of one photo ends its trace; that of several is a trace of its own with a link to each of theirs. */
function optionsOf(photos: readonly Photo[]): SpanOptions {
  return {
    name: 'notify about photos',
    kind: 'producer',
    meeting: photos.length === 1 ? 'child' : 'link',
    attributes: {
      'proofsheet.photos': photos.length,
      'proofsheet.status': photos[0]?.status,
      ...(photos.length === 1 && { 'aws.s3.key': photos[0]?.key }),
    },
  };
}

const same = <T>(part: T) => part;
