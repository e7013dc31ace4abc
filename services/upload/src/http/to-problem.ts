import { causeOf } from '@proofsheet/runtime/metrics';
import type { FastifyError, FastifySchemaValidationError } from 'fastify';
import { describeWrongFields } from './describe-wrong-fields.ts';
import { ProblemError, type ProblemName } from './problem.ts';

/** Statuses of Fastify's own errors, before a route is reached. */
const problemOfStatus: Readonly<Record<number, ProblemName>> = {
  400: 'invalid-request',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  503: 'overloaded',
};

/** The problem that the client gets for an error of a route, of the AWS SDK or of Fastify. Never leaks internals. */
export function toProblem(error: unknown): ProblemError {
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
