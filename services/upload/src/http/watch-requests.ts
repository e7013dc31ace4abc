import { isPhotoId } from '@proofsheet/photos';
import type { Logger } from '@proofsheet/runtime';
import type { FastifyRequest } from 'fastify';
import type { UploadMetrics } from '../metrics/create-upload-metrics.ts';
import type { App } from './create-server.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The photos that the request is about, for the log. */
    photoIds: readonly string[] | undefined;
  }
}

/**
 * Measures and logs every response, and adds the request id to it. By route, never by URL, which may hold the token of a
 * link: Fastify's own request log is off for that reason.
 */
export function watchRequests(
  app: App,
  { accessLog, observe }: { accessLog: Logger; observe: UploadMetrics['answered'] },
): void {
  // None of the fields can hold a secret, and redaction takes most of the time of a line.
  const requestLogger = accessLog.child({}, { redact: [] });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    observe({ method, route, status }, reply.elapsedTime / 1000);
    const owner = request.owner === '' ? undefined : request.owner;
    const ms = Math.round(reply.elapsedTime);
    requestLogger.info(
      { requestId: request.id, client: request.ip, method, route, status, ms, owner, ...photosOf(request) },
      'request',
    );
    done();
  });
}

/** Only valid photo ids: a URL may hold anything in their place. */
function photosOf({ photoIds, params }: FastifyRequest): { photoId?: string; photoIds?: readonly string[] } {
  if (photoIds && photoIds.length > 1) return { photoIds };
  const photoId = photoIds?.[0] ?? (params as { photoId?: string } | undefined)?.photoId;
  return photoId !== undefined && isPhotoId(photoId) ? { photoId } : {};
}
