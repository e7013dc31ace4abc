import type { FastifyReply } from 'fastify';
import { handlerTimeout } from './handler-timeout.ts';

/**
 * Aborts when the client is gone before it has its answer, or when the answer takes too long. For routes with a body:
 * Fastify's own `request.signal` aborts as soon as the body was read.
 */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return AbortSignal.any([gone.signal, AbortSignal.timeout(handlerTimeout)]);
}
