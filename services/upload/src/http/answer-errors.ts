import type { Logger } from '@proofsheet/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './create-server.ts';
import { ProblemError } from './problem.ts';
import { toProblem } from './to-problem.ts';

/** Answers errors with problem details. Server errors are logged with their cause, unless the client is gone. */
export function answerErrors(app: App, logger: Logger): void {
  app.setNotFoundHandler((request, reply) => send(new ProblemError('route-not-found'), request, reply));
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    const cause = error instanceof ProblemError ? error.cause : error;
    // Not request.raw, which counts as destroyed once its body has been read.
    if (problem.status >= 500 && cause !== undefined && !reply.raw.destroyed) {
      logger.error({ err: cause, requestId: request.id, route: request.routeOptions.url }, 'request failed');
    }
    return send(problem, request, reply);
  });
}

function send(problem: ProblemError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', ...problem.headers })
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(request.id)));
}
