import type { Logger } from '@proofsheet/runtime';
import type { Sessions } from '../auth/create-sessions.ts';
import type { Owners } from '../auth/find-owner.ts';
import type { App } from '../http/create-server.ts';
import { createOwnerRate } from '../http/owner-rate.ts';
import { addCreateSession, addEndSession, addGetSession } from './session.ts';
import { addBeginSignIn, addFinishSignIn } from './sign-in.ts';

interface SessionRoutesOptions {
  readonly sessions: Sessions;
  readonly owners: Owners;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Behind a proxy all users may share one address: enough for them, but too few for guessing keys. */
const attemptsPerMinute = 300;

/** Routes for signing in and out in browsers. */
export function addSessionRoutes(app: App, { sessions, owners, logger, now }: SessionRoutesOptions): void {
  const takeAttempt = createOwnerRate({
    max: attemptsPerMinute,
    windowMs: 60_000,
    problem: 'too-many-attempts',
    detail: `At most ${attemptsPerMinute} per minute and address`,
  });
  addGetSession(app, sessions);
  addCreateSession(app, { ...sessions, owners, takeAttempt, now });
  addEndSession(app, sessions);
  const { oidc } = sessions;
  if (!oidc) return;
  addBeginSignIn(app, { ...sessions, oidc, now });
  addFinishSignIn(app, { ...sessions, oidc, logger, now });
}
