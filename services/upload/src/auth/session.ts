import type { Sealer } from './sealed-token.ts';

/** Who is signed in, how, and until when: what the session cookie holds. */
export interface Session {
  readonly owner: string;
  /** For people. */
  readonly name: string | undefined;
  readonly kind: 'oidc' | 'api-key' | 'code';
  /** Of an API key by which it began, and with which it ends; see `keyId`. */
  readonly keyId: string | undefined;
  /** When the person signed in; renewing does not change it. */
  readonly signedInAt: Date;
  readonly expiresAt: Date;
}

/** No session is longer than this without being renewed, and one by an API key never longer in all. Milliseconds. */
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

/** A session that begins or goes on now; undefined when it has lasted as long as it may. */
export function startSession(session: Omit<Session, 'expiresAt'>, now: Date): Session | undefined {
  const end = Math.min(now.getTime() + sessionMs, session.signedInAt.getTime() + longestSessionMs);
  // Tokens know whole seconds.
  const expiresAt = new Date(Math.floor(end / 1000) * 1000);
  return expiresAt > now ? { ...session, expiresAt } : undefined;
}
