import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, type FastifyInstance, fastify, type RawServerDefault } from 'fastify';
import { answerClientError } from './answer-client-errors.ts';
import { compileValidator } from './compile-validator.ts';
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
}

/** A token in a path holds an object key of up to 1,024 bytes. */
const maxParamLength = 4096;

/** A server without routes that gives up on clients which take too long to send, and on itself. */
export function createServer({ MAX_BODY_BYTES, REQUEST_TIMEOUT_SECONDS }: ServerOptions): App {
  const requestTimeout = REQUEST_TIMEOUT_SECONDS * 1000;
  const app: App = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout,
    http: { headersTimeout: requestTimeout, connectionsCheckingInterval: Math.min(requestTimeout, 5000) },
    clientErrorHandler: answerClientError,
    genReqId: readRequestId,
    routerOptions: { maxParamLength },
    // Nothing merges bodies into objects, and each schema says which fields it takes.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  app.decorateRequest('owner', '');
  app.decorateRequest('photoIds', undefined);
  return app;
}
