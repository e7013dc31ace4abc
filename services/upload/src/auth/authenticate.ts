import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem.ts';
import { checkSameOrigin } from './check-same-origin.ts';
import type { FindOwner } from './find-owner.ts';
import type { ReadSession } from './read-session.ts';
import type { Session } from './session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The authenticated caller, see `ownerId`. */
    owner: string;
    /** The caller's session, where it was found by the cookie. */
    session: Session | undefined;
  }
}

/**
 * Creates a hook that authenticates the caller by the Authorization header or the session cookie, and sets
 * `request.owner`.
 * @throws ProblemError `unauthorized`, with the challenge of RFC 6750; `cross-site-request`
 */
export function createAuthenticate(findOwner: FindOwner, readSession?: ReadSession) {
  return async (request: FastifyRequest): Promise<void> => {
    const { authorization, cookie } = request.headers;
    if (readSession && authorization === undefined && cookie !== undefined) {
      const session = await readSession(request);
      if (session) {
        checkSameOrigin(request);
        request.owner = session.owner;
        request.session = session;
        return;
      }
    }
    const [, credentials] = /^Bearer +([\w.~+/=-]{1,8192})$/i.exec(authorization ?? '') ?? [];
    if (credentials === undefined) throw unauthorized('Bearer realm="proofsheet"');
    const owner = await findOwner(credentials);
    if (owner === undefined) throw unauthorized('Bearer realm="proofsheet", error="invalid_token"');
    request.owner = owner;
  };
}

function unauthorized(challenge: string): ProblemError {
  return new ProblemError('unauthorized', { headers: { 'www-authenticate': challenge } });
}
