import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  fastify,
  type RawServerDefault,
} from 'fastify';
import { answerClientError } from './answer-client-errors.ts';
import { compileValidator } from './compile-validator.ts';
import { maxParamLength, refuseBadAddresses, rewriteBadAddress } from './refuse-bad-addresses.ts';

/** The HTTP server that routes are added to. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

interface ServerOptions {
  /** Bytes. */
  readonly MAX_BODY_BYTES: number;
  readonly REQUEST_TIMEOUT_SECONDS: number;
  /** Addresses and networks whose X-Forwarded-For is trusted. */
  readonly TRUSTED_PROXIES: readonly string[];
}

/** Creates a server without the routes of the API. It disconnects clients that take too long to send a request. */
export function createServer(options: ServerOptions): App {
  const { MAX_BODY_BYTES, REQUEST_TIMEOUT_SECONDS, TRUSTED_PROXIES } = options;
  const requestTimeout = REQUEST_TIMEOUT_SECONDS * 1000;
  const app: App = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout,
    http: { headersTimeout: requestTimeout, connectionsCheckingInterval: Math.min(requestTimeout, 5000) },
    clientErrorHandler: answerClientError,
    genReqId: readRequestId,
    rewriteUrl: rewriteBadAddress,
    trustProxy: TRUSTED_PROXIES.length > 0 ? [...TRUSTED_PROXIES] : false,
    routerOptions: { maxParamLength },
    // No code merges bodies into objects, and each schema lists its fields.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  app.decorateRequest('owner', '');
  app.decorateRequest('session', undefined);
  app.decorateRequest('photoIds', undefined);
  refuseBadAddresses(app);
  return app;
}

/**
 * Timeout of handlers that call AWS, in milliseconds: longer than the longest `wait` and the read that ends it. Calls have
 * shorter deadlines of their own. Only for routes that call AWS: for others the timer costs more than the handler.
 */
export const handlerTimeout = 30_000;

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

/** The request id that a proxy or the client sent, if it is safe to log, else a new one. */
function readRequestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
