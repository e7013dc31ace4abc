import { signal } from '@preact/signals';
import { ApiError } from '@proofsheet/client';
import type { CallApi } from '../api/call-api.ts';
import type { Session } from '../api/types.ts';

export type SessionState =
  | { readonly state: 'unknown' }
  /** The service did not say. */
  | { readonly state: 'unreachable' }
  | { readonly state: 'signed-in'; readonly session: Session }
  /** `wasOver`: the person was signed in, and what is on the page stays. */
  | { readonly state: 'signed-out'; readonly wasOver: boolean; readonly asks?: boolean };

/** A session that ends within so many ms is renewed. */
const renewBelow = 600_000;

/** Who is signed in. The token is in a cookie that no script can read. */
export function createSession(call: CallApi, renewAtIssuer: () => Promise<void>) {
  const state = signal<SessionState>({ state: 'unknown' });

  function take(session: Session): void {
    state.value = session.signedIn
      ? { state: 'signed-in', session }
      : { state: 'signed-out', wasOver: false };
  }

  return {
    state,
    /**
     * Finds out who is signed in; `code` is what the link that signs in carried.
     * Returns false when the code was refused.
     */
    async find(code: string | undefined): Promise<boolean> {
      if (code !== undefined && (await this.enter({ code }))) return true;
      take(await call<Session>('/auth/session'));
      return code === undefined || state.value.state === 'signed-in';
    },
    /** Returns false when key or code are refused. */
    async enter(how: { readonly apiKey: string } | { readonly code: string }): Promise<boolean> {
      try {
        take(await call<Session>('/auth/session', { body: how }));
        return true;
      } catch (error) {
        if (!(error instanceof ApiError) || error.status >= 500) throw error;
        return false;
      }
    },
    /** Notes that the service gave no answer. */
    unreachable(): void {
      if (state.value.state === 'unknown') state.value = { state: 'unreachable' };
    },
    /** Notes that the service no longer knows the person. */
    over(): void {
      if (state.value.state === 'signed-in') state.value = { state: 'signed-out', wasOver: true };
    },
    /** Lets the person sign in anew, over what is on the page. */
    askAgain(): void {
      state.value = { state: 'signed-out', wasOver: true, asks: true };
    },
    /** Renews a session that ends soon, while the page is looked at. */
    async renew(now: number): Promise<void> {
      const { value } = state;
      if (value.state !== 'signed-in') return;
      const { expiresAt } = value.session;
      if (expiresAt === undefined || Date.parse(expiresAt) - now > renewBelow) return;
      if (value.session.kind !== 'oidc') return take(await call<Session>('/auth/session', { body: {} }));
      await renewAtIssuer();
      const session = await call<Session>('/auth/session');
      if (session.signedIn) take(session);
    },
    /** Ends the session. Returns where the issuer ends its own. */
    async leave(): Promise<string | undefined> {
      const { redirectTo } = (await call<{ redirectTo?: string }>('/auth/logout', { body: {} })) ?? {};
      return redirectTo;
    },
    /** Records that the person signed out and that no data of theirs remains on this device. */
    left(): void {
      state.value = { state: 'signed-out', wasOver: false };
    },
  };
}

export type SessionStore = ReturnType<typeof createSession>;
