import type { Sealer } from './sealed-token.ts';

/** Contents of the session cookie: who is signed in, how, and until when. */
export interface Session {
  readonly owner: string;
  /** Display name. */
  readonly name: string | undefined;
  readonly kind: 'oidc' | 'api-key' | 'code';
  /** Id of the API key that began the session and whose withdrawal ends it; see `keyId`. */
  readonly keyId: string | undefined;
  /** When the person signed in; renewing does not change it. */
  readonly signedInAt: Date;
  readonly expiresAt: Date;
}

/** Maximum lifetime without renewal, and in all for sessions by an API key. Milliseconds. */
export const sessionMs = 3_600_000;
export const longestSessionMs = 12 * sessionMs;

export type SessionTokens = ReturnType<typeof createSessionTokens>;

/** Writes sessions into tokens and reads them. */
export function createSessionTokens(sealer: Sealer, now: () => Date) {
  return {
    async write({ owner, name, kind, keyId, signedInAt, expiresAt }: Session): Promise<string> {
      return sealer.seal({ owner, name, kind, keyId, at: signedInAt.getTime() }, expiresAt);
    },

    /** The session of a token, or undefined when it has expired or is invalid. */
    async read(token: string): Promise<Session | undefined> {
      const opened = await sealer.open(token, now());
      if (!opened) return undefined;
      const { owner, name, kind, keyId, at, exp } = opened as { exp: number; at: number } & Omit<
        Session,
        'signedInAt' | 'expiresAt'
      >;
      return { owner, name, kind, keyId, signedInAt: new Date(at), expiresAt: new Date(exp * 1000) };
    },
  };
}

/** Begins or renews a session; undefined if it has reached its maximum lifetime. */
export function startSession(session: Omit<Session, 'expiresAt'>, now: Date): Session | undefined {
  const end = Math.min(now.getTime() + sessionMs, session.signedInAt.getTime() + longestSessionMs);
  // Tokens have whole seconds.
  const expiresAt = new Date(Math.floor(end / 1000) * 1000);
  return expiresAt > now ? { ...session, expiresAt } : undefined;
}
