import type { Session } from './session.ts';

/** What the page is told of a session. */
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
