import { photoTraceIds } from '@proofsheet/photos';
import {
  activeTraceparent,
  failSpan,
  linkToPhoto,
  runInSpan,
  type Span,
  SpanKind,
  startPhotoPart,
  startStep,
  type Tracer,
} from '@proofsheet/runtime/telemetry';
import type { Compose, Publish } from '../notify/create-publish.ts';
import type { Photo } from '../notify/photo.ts';
import type { PublishBatch } from '../notify/publish-batch.ts';

/** Adds traces to parts of the notifier. Without a tracer each part is returned as it is. */
export interface NotificationTraces {
  batch(publishBatch: PublishBatch): PublishBatch;
  /** Messages carry the `traceparent` of their notification. */
  compose(compose: Compose): Compose;
  publish(publish: Publish): Publish;
}

export function createNotificationTraces(tracer: Tracer | undefined): NotificationTraces {
  if (!tracer) return { batch: same, compose: same, publish: same };
  return {
    batch: (publishBatch) => (held, photos, signal, saveLast) =>
      runInSpan(startNotification(tracer, photos), () => publishBatch(held, photos, signal, saveLast)),
    compose: (compose) => async (photos) => {
      const message = await compose(photos);
      const traceparent = activeTraceparent();
      if (traceparent === undefined) return message;
      return { ...message, attributes: { ...message.attributes, traceparent } };
    },
    publish: (publish) => async (topic, message, signal) => {
      const span = startStep(tracer, `publish to ${topic.name} topic`, { kind: SpanKind.CLIENT });
      const result = await publish(topic, message, signal);
      if (span && 'error' in result) failSpan(span, result.error);
      span?.end();
      return result;
    },
  };
}

/** The notification of one photo is part of its trace. That of several is a trace of its own with a link to each. */
function startNotification(tracer: Tracer, photos: readonly Photo[]): Span {
  const name = 'notify about photos';
  const [photo] = photos;
  const attributes = { 'proofsheet.photos': photos.length, 'proofsheet.status': photo?.status };
  const options = { kind: SpanKind.PRODUCER, attributes };
  if (photo && photos.length === 1) {
    const one = { ...options, attributes: { ...attributes, 'aws.s3.key': photo.key } };
    return startPhotoPart(tracer, name, photoTraceIds(photo.key), one);
  }
  const links = photos.map(({ key }) => linkToPhoto(photoTraceIds(key)));
  return tracer.startSpan(name, { ...options, root: true, links });
}

const same = <T>(part: T) => part;
