import { traceIdsOf } from '@proofsheet/photos';
import {
  failSpan,
  remoteContext,
  type Span,
  SpanKind,
  startPhotoSpan,
  type Tracer,
  within,
} from '@proofsheet/runtime/telemetry';
import type { FastifyRequest } from 'fastify';
import type { App } from './create-server.ts';

interface RequestSpan {
  readonly span: Span;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/**
 * Creates a span per request, which continues the trace of the client's `traceparent`, and starts the trace of each photo
 * that the request gets an upload for. Spans are named by route, never by URL, which may hold a token.
 */
export function traceRequests(app: App, tracer: Tracer): void {
  const spans = new WeakMap<FastifyRequest, RequestSpan>();

  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers } = request;
    const route = request.routeOptions.url;
    const startedAt = Date.now();
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'proofsheet.request_id': request.id,
    };
    const options = { kind: SpanKind.SERVER, attributes };
    const span = tracer.startSpan(nameOf(request), options, remoteContext(headers));
    spans.set(request, { span, startedAt });
    // Emitted after every response, and when the client disconnects before it.
    reply.raw.once('close', () => {
      const { statusCode, writableFinished } = reply.raw;
      span.setAttribute('http.response.status_code', statusCode);
      if (!writableFinished) span.setAttribute('proofsheet.aborted', true);
      if (statusCode >= 500) failSpan(span, new Error(String(statusCode)));
      span.end();
    });
    within(span, done);
  });

  // The body and the end of a response arrive by socket events, which are outside the context of the request.
  app.addHook('preValidation', (request, _reply, done) => {
    const found = spans.get(request);
    if (found) within(found.span, done);
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const found = spans.get(request);
    if (!found) return done();
    if (reply.statusCode === 201) startPhotos(request, found);
    within(found.span, done);
  });

  /** The first span of a photo's trace. It links to the request, whose own trace may be the client's. */
  function startPhotos(request: FastifyRequest, { span, startedAt }: RequestSpan): void {
    const isUpload = request.routeOptions.url?.startsWith('/v1/uploads');
    const links = [{ context: span.spanContext() }];
    for (const photoId of isUpload ? (request.photoIds ?? []) : []) {
      const options = { kind: SpanKind.PRODUCER, startTime: startedAt, links };
      startPhotoSpan(tracer, `photo of ${nameOf(request)}`, traceIdsOf(photoId), options).end();
    }
  }
}

function nameOf({ method, routeOptions }: FastifyRequest): string {
  return routeOptions.url === undefined ? method : `${method} ${routeOptions.url}`;
}
