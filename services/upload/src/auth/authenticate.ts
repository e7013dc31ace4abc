import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem.ts';
import type { FindOwner } from './find-owner.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, see `ownerId`. */
    owner: string;
  }
}

/**
 * A hook that finds out who calls and puts it into `request.owner`.
 * @throws ProblemError `unauthorized`, with the challenge of RFC 6750.
 */
export function createAuthenticate(findOwner: FindOwner) {
  return async (request: FastifyRequest): Promise<void> => {
    const [, credentials] = /^Bearer +([\w.~+/=-]{1,8192})$/i.exec(request.headers.authorization ?? '') ?? [];
    if (credentials === undefined) throw unauthorized('Bearer realm="proofsheet"');
    const owner = await findOwner(credentials);
    if (owner === undefined) throw unauthorized('Bearer realm="proofsheet", error="invalid_token"');
    request.owner = owner;
  };
}

function unauthorized(challenge: string): ProblemError {
  return new ProblemError('unauthorized', { headers: { 'www-authenticate': challenge } });
}
