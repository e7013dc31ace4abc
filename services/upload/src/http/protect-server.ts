import { fastifyCors } from '@fastify/cors';
import { fastifyUnderPressure } from '@fastify/under-pressure';
import type { App } from './create-server.ts';
import { ProblemError } from './problem.ts';

interface ProtectOptions {
  /** Origins whose pages may call the API; none by default. */
  readonly CORS_ORIGINS: readonly string[];
  /** Milliseconds. */
  readonly MAX_EVENT_LOOP_DELAY_MS: number;
}

/** For an API that returns JSON, redirects and plain pages: https://owasp.org/www-project-secure-headers/ */
const securityHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** Adds security and CORS headers, and sheds load with 503 while the event loop is too slow. */
export async function protectServer(app: App, options: ProtectOptions): Promise<void> {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
  await app.register(fastifyUnderPressure, {
    maxEventLoopDelay: options.MAX_EVENT_LOOP_DELAY_MS,
    pressureHandler: () => {
      throw new ProblemError('overloaded', { headers: { 'retry-after': '5' } });
    },
  });
  if (options.CORS_ORIGINS.length === 0) return;
  await app.register(fastifyCors, {
    origin: options.CORS_ORIGINS.includes('*') ? '*' : [...options.CORS_ORIGINS],
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'if-none-match',
      'x-request-id',
      'traceparent',
      'tracestate',
    ],
    exposedHeaders: ['etag', 'retry-after', 'x-request-id'],
    maxAge: 7200,
  });
}
