import { parseOriginalKey, photoTraceIds } from '@proofsheet/photos';
import {
  linkToPhoto,
  runInSpan,
  SpanKind,
  startPhotoPart,
  startPhotoSpan,
  startStep,
  type Tracer,
} from '@proofsheet/runtime/telemetry';
import type { ObservePhoto } from '../handle-message.ts';

const name = 'reconcile original';

/**
 * Creates a span for each reconcile. The first is part of the photo's trace, and begins when its message was sent. A
 * later delivery, and a check, are traces of their own with a link to the photo's: a trace that grows for days is hard
 * to read.
 */
export function createTracePhoto(tracer: Tracer): ObservePhoto {
  return ({ message, request }, work) => {
    const { key, delivery, event } = request;
    const first = delivery === 'first' && event !== undefined;
    const receivedAt = Date.now();
    // A clock that is off by more than the wait would put the end of the wait before its start.
    const sentAt = Math.min(message.sentAt?.getTime() ?? receivedAt, receivedAt);
    const ids = photoTraceIds(key);
    const options = {
      kind: SpanKind.CONSUMER,
      attributes: {
        'messaging.system': 'aws_sqs',
        'messaging.operation.type': 'process',
        'messaging.message.id': message.id,
        'proofsheet.receive_count': message.receiveCount,
        'proofsheet.delivery': delivery,
        'aws.s3.key': key,
      },
    };
    const startFirst = () => {
      // The trace of an object uploaded without the API begins here.
      const start = parseOriginalKey(key) ? startPhotoPart : startPhotoSpan;
      return start(tracer, name, ids, { ...options, startTime: sentAt });
    };
    const span = first
      ? startFirst()
      : tracer.startSpan(name, { ...options, root: true, links: [linkToPhoto(ids)] });
    return runInSpan(span, async () => {
      if (first) startStep(tracer, 'wait in the queue', { startTime: sentAt })?.end(receivedAt);
      const outcome = await work();
      span.setAttribute('proofsheet.outcome', outcome);
      return outcome;
    });
  };
}
