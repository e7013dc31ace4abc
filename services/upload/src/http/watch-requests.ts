import { isPhotoId } from '@proofsheet/photos';
import type { Logger } from '@proofsheet/runtime';
import type { FastifyRequest } from 'fastify';
import type { UploadMetrics } from '../metrics/create-upload-metrics.ts';
import type { App } from './create-server.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The photos that it turned out to be about, for the log. */
    photoIds: readonly string[] | undefined;
  }
}

/**
 * Measures and logs every answer, and puts the request's id into it. By route, never by URL: Fastify's own log lines,
 * which are off, would hold the tokens of links.
 */
export function watchRequests(
  app: App,
  { accessLog, observe }: { accessLog: Logger; observe: UploadMetrics['answered'] },
): void {
  // None of its fields can hold a secret, and to look for one in each takes most of the time of a line.
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

/** What is no id of a photo stays out: it may be anything that somebody put into a URL. */
function photosOf({ photoIds, params }: FastifyRequest): { photoId?: string; photoIds?: readonly string[] } {
  if (photoIds && photoIds.length > 1) return { photoIds };
  const photoId = photoIds?.[0] ?? (params as { photoId?: string } | undefined)?.photoId;
  return photoId !== undefined && isPhotoId(photoId) ? { photoId } : {};
}
