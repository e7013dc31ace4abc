import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, type FastifyInstance, fastify, type RawServerDefault } from 'fastify';
import { answerClientError } from './answer-client-errors.ts';
import { compileValidator } from './compile-validator.ts';
import { maxParamLength, refuseBadAddresses, rewriteBadAddress } from './refuse-bad-addresses.ts';
import { readRequestId } from './request-id.ts';

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
