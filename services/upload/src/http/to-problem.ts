import type { FastifyError } from 'fastify';
import { describeWrongFields } from './describe-wrong-fields.ts';
import { ProblemError, type ProblemName } from './problem.ts';

/** Statuses that Fastify itself answers with, before a route is reached. */
const problemOfStatus: Readonly<Record<number, ProblemName>> = {
  400: 'invalid-request',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  503: 'overloaded',
};

/** The problem that an error of a route, of the SDK or of Fastify is to the client. Never tells what is inside. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isStorageError(error))
    return new ProblemError('storage-unavailable', { headers: { 'retry-after': '5' } });
  const { validation, validationContext = 'request', statusCode, message } = error as Partial<FastifyError>;
  if (validation) {
    return new ProblemError('invalid-request', {
      errors: describeWrongFields(validationContext, validation),
    });
  }
  const name = statusCode === undefined ? undefined : problemOfStatus[statusCode];
  return name && message ? new ProblemError(name, { detail: message }) : new ProblemError('internal-error');
}

/** The SDK puts `$metadata` on every error of a call, whether it was answered or never arrived. */
function isStorageError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && '$metadata' in error;
}
