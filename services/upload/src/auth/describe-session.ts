import type { Session } from './session.ts';

/** Describes a session for the page. */
export function describeSession(session: Session | undefined) {
  if (!session) return { signedIn: false };
  const { owner, name, kind, expiresAt } = session;
  return {
    signedIn: true,
    owner,
    ...(name !== undefined && { name }),
    kind,
    expiresAt: expiresAt.toISOString(),
  };
}
