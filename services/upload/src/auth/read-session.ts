import type { FastifyRequest } from 'fastify';
import type { Cookies } from './cookies.ts';
import type { Owners } from './find-owner.ts';
import type { Session, SessionTokens } from './session.ts';

/** Returns the session of a request, or undefined if it has no valid one. */
export type ReadSession = (request: Pick<FastifyRequest, 'headers'>) => Promise<Session | undefined>;

interface ReadSessionOptions {
  readonly cookies: Cookies;
  readonly tokens: SessionTokens;
  readonly owners: Pick<Owners, 'hasKey'>;
}

/** Reads the session cookie. A session that began with an API key ends when the key is withdrawn. */
export function createReadSession({ cookies, tokens, owners }: ReadSessionOptions): ReadSession {
  return async ({ headers }) => {
    const token = cookies.read('session', headers.cookie);
    const session = token === undefined ? undefined : await tokens.read(token);
    if (!session) return undefined;
    const { owner, keyId } = session;
    return keyId === undefined || owners.hasKey({ owner, keyId }) ? session : undefined;
  };
}
