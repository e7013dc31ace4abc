import type { Logger, Metrics } from '@proofsheet/runtime';
import { Histogram } from 'prom-client';
import type { App } from './create-server.ts';

/**
 * Measures and logs every answer, and puts the request's id into it. By route, never by URL: Fastify's own log lines,
 * which are off, would hold the tokens of links.
 */
export function watchRequests(
  app: App,
  { accessLog, metrics }: { accessLog: Logger; metrics: Metrics },
): void {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the head of the request to the end of the answer; requests with wait included',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    registers: [metrics],
  });
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
    seconds.observe({ method, route, status }, reply.elapsedTime / 1000);
    const owner = request.owner === '' ? undefined : request.owner;
    const ms = Math.round(reply.elapsedTime);
    requestLogger.info({ requestId: request.id, method, route, status, ms, owner }, 'request');
    done();
  });
}
