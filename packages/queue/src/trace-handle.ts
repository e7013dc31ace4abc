import { type Tracing, traceWork } from '@proofsheet/runtime/telemetry';
import type { Handle } from './handler.ts';

/**
 * The handler, with a span for each message. The span continues the trace of the object that the message names. A later
 * delivery, and an internal message, start a trace of their own with a link to the first: a trace that grows for days is
 * hard to read.
 */
export function traceHandle(
  tracing: Tracing,
  { name, isFollowUp }: { readonly name: string; readonly isFollowUp: (body: string) => boolean },
  handle: Handle,
): Handle {
  return (message, context) => {
    const first = message.receiveCount === 1 && !isFollowUp(message.body);
    const receivedAt = Date.now();
    // A clock that is off by more than the wait would put its end before its start.
    const sentAt = first ? Math.min(message.sentAt?.getTime() ?? receivedAt, receivedAt) : receivedAt;
    const options = {
      name,
      kind: 'consumer',
      startedAt: sentAt,
      meeting: first ? 'child' : 'link',
      attributes: {
        'messaging.system': 'aws_sqs',
        'messaging.operation.type': 'process',
        'messaging.message.id': message.id,
        'proofsheet.receive_count': message.receiveCount,
      },
    } as const;
    return traceWork(tracing, options, async (span) => {
      if (first) span.addStep({ name: 'wait in the queue' }, sentAt, receivedAt);
      await handle(message, context).catch((error: unknown) => {
        if (isWish(error)) span.end();
        throw error;
      });
    });
  };
}

/** Whether it only asks for the message to come again: by name, as the consumer is more than all services load. */
function isWish(error: unknown): boolean {
  return error instanceof Error && error.name === 'RetryAfterError';
}
