import type { Logger } from '@proofsheet/runtime';
import { causeOf } from '@proofsheet/runtime/metrics';
import type { FastifyError, FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import type { App } from './create-server.ts';
import { ProblemError, type ProblemName, type WrongField } from './problem.ts';

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

/** Statuses of Fastify's own errors, before a route is reached. */
const problemOfStatus: Readonly<Record<number, ProblemName>> = {
  400: 'invalid-request',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  503: 'overloaded',
};

/** The problem that the client gets for an error of a route, of the AWS SDK or of Fastify. Never leaks internals. */
function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isOutage(error)) return new ProblemError('storage-unavailable', { headers: { 'retry-after': '5' } });
  const { validation, validationContext = 'request', statusCode, message } = error as Partial<FastifyError>;
  if (validation) {
    const errors = describeWrongFields(validationContext, validation);
    return new ProblemError(problemOfFields(validation), { errors });
  }
  const name = statusCode === undefined ? undefined : problemOfStatus[statusCode];
  return name && message ? new ProblemError(name, { detail: message }) : new ProblemError('internal-error');
}

/** Limits from settings that have their own problem type, by schema keyword and end of the field's path. */
const problemOfLimit: readonly [keyword: string, field: string, problem: ProblemName][] = [
  ['enum', '/contentType', 'content-type-refused'],
  ['maximum', '/size', 'photo-too-large'],
];

/** The problem for wrong fields. If only a limit is exceeded, the problem of that limit. */
function problemOfFields(errors: readonly FastifySchemaValidationError[]): ProblemName {
  const found = errors.map(({ keyword, instancePath }) => {
    const isOf = ([ofKeyword, field]: (typeof problemOfLimit)[number]) =>
      keyword === ofKeyword && instancePath.endsWith(field);
    return problemOfLimit.find(isOf)?.[2];
  });
  return found.every((problem) => problem !== undefined)
    ? (found[0] ?? 'invalid-request')
    : 'invalid-request';
}

/**
 * Whether a call to AWS failed for a temporary reason: the SDK puts `$metadata` on the error of every call, and deadlines
 * throw a TimeoutError. If AWS refuses the request itself, this service is at fault and repeating it is useless.
 */
function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('$metadata' in error) return causeOf(error) !== 'other' || !isRefusal(error as AwsError);
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === 'TimeoutError' || code === 'FST_ERR_HANDLER_TIMEOUT';
}

interface AwsError {
  readonly $metadata: { readonly httpStatusCode?: number };
}

function isRefusal({ $metadata: { httpStatusCode: status = 0 } }: AwsError): boolean {
  return status >= 400 && status < 500;
}

/** Wrong fields listed in one answer. */
const maxFields = 8;

/** Describes the schema errors in a `part` of the request for people who do not know JSON Schema. */
function describeWrongFields(part: string, errors: readonly FastifySchemaValidationError[]): WrongField[] {
  return errors
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .slice(0, maxFields)
    .map((error) => ({ field: `${part}${error.instancePath}`, message: describe(error) }));
}

function describe({ keyword, params, message = 'is wrong' }: FastifySchemaValidationError): string {
  // How TypeBox reports each unknown field where additionalProperties is false.
  if (keyword === 'boolean') return 'unknown field';
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return `must be one of ${params.allowedValues.join(', ')}`;
  }
  return message;
}
