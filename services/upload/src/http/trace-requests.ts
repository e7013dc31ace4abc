import type { Span, Tracing } from '@proofsheet/runtime/telemetry';
import type { FastifyRequest } from 'fastify';
import type { App } from './create-server.ts';

/**
 * Creates a span per request, which continues the trace of the client's `traceparent`. Named by route, never by URL, which
 * may hold a token.
 */
export function traceRequests(app: App, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, Span>();

  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers, routeOptions } = request;
    const route = routeOptions.url;
    const span = tracing.start({
      name: route === undefined ? method : `${method} ${route}`,
      kind: 'server',
      attributes: { 'http.request.method': method, 'http.route': route, 'proofsheet.request_id': request.id },
    });
    span.meet({ traceparent: one(headers.traceparent), tracestate: one(headers.tracestate) });
    spans.set(request, span);
    // Emitted after every response, and when the client disconnects before it.
    reply.raw.once('close', () => {
      const { statusCode, writableFinished } = reply.raw;
      span.set({
        'http.response.status_code': statusCode,
        'proofsheet.aborted': !writableFinished || undefined,
      });
      span.end(statusCode >= 500 ? new Error(String(statusCode)) : undefined);
    });
    tracing.within(span, done);
  });

  // The body and the end of a response arrive by socket events, which are outside the context of the request.
  for (const hook of ['preValidation', 'onResponse'] as const) {
    app.addHook(hook, (request: FastifyRequest, _reply: unknown, done: () => void) => {
      const span = spans.get(request);
      if (span) tracing.within(span, done);
      else done();
    });
  }
}

/** A repeated header is ignored. */
function one(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
