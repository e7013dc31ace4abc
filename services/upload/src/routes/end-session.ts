import { Type } from 'typebox';
import { checkSameOrigin } from '../auth/check-same-origin.ts';
import type { Cookies } from '../auth/cookies.ts';
import type { OidcClient } from '../auth/oidc-client.ts';
import type { ReadSession } from '../auth/read-session.ts';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';

interface EndSessionOptions {
  readonly cookies: Cookies;
  readonly readSession: ReadSession;
  readonly oidc: OidcClient | undefined;
}

const schema = {
  operationId: 'endSession',
  summary: 'Sign out',
  tags: ['signing in'],
  security: [],
  response: {
    200: Type.Object(
      { redirectTo: Type.Optional(Type.String({ description: "URL that ends the issuer's own session" })) },
      { title: 'EndedSession' },
    ),
    ...commonProblems,
    ...bodyProblems,
    403: problemAnswer('The request comes from another site'),
  },
};

/** `POST /auth/logout`: removes the session cookie, whether it is valid or not. */
export function addEndSession(app: App, { cookies, readSession, oidc }: EndSessionOptions): void {
  app.post('/auth/logout', { schema, handlerTimeout }, async (request, reply) => {
    checkSameOrigin(request);
    const session = await readSession(request);
    const redirectTo = session?.kind === 'oidc' ? await oidc?.endSessionUrl() : undefined;
    return reply
      .headers({
        'cache-control': 'no-store',
        'set-cookie': cookies.remove('session'),
      })
      .send(redirectTo === undefined ? {} : { redirectTo });
  });
}
