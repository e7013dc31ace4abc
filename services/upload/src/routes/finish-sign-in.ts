import type { Logger } from '@proofsheet/runtime';
import { Type } from 'typebox';
import type { Cookies } from '../auth/cookies.ts';
import type { OidcClient, SignInAttempt } from '../auth/oidc-client.ts';
import type { Sealer } from '../auth/sealed-token.ts';
import { type SessionTokens, startSession } from '../auth/session.ts';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { commonProblems } from '../schemas/problem.ts';

interface FinishSignInOptions {
  readonly oidc: OidcClient;
  readonly cookies: Cookies;
  readonly attempts: Sealer;
  readonly tokens: SessionTokens;
  readonly logger: Logger;
  readonly now: () => Date;
}

const schema = {
  operationId: 'finishSignIn',
  summary: 'Callback of the issuer',
  tags: ['signing in'],
  security: [],
  response: {
    200: {
      description: 'An empty page for hidden frames',
      content: { 'text/html': { schema: Type.String() } },
    },
    302: emptyAnswer('To where signing in began; with `#sign-in=failed` if it failed'),
    408: commonProblems[408],
    431: commonProblems[431],
    500: commonProblems[500],
    503: commonProblems[503],
  },
};

/** The page for hidden frames of this service. Other sites may not frame it. */
const framePolicy = "default-src 'none'; frame-ancestors 'self'";

/** `GET /auth/callback`: turns the issuer's code into a session cookie. Each attempt can be finished once. */
export function addFinishSignIn(app: App, options: FinishSignInOptions): void {
  const { oidc, cookies, attempts, tokens, logger, now } = options;
  app.get('/auth/callback', { schema, handlerTimeout }, async ({ headers, raw, id }, reply) => {
    const cookie = cookies.read('sign-in', headers.cookie);
    const attempt = cookie === undefined ? undefined : await attempts.open(cookie, now());
    const { returnTo = '/', frame = false } = (attempt ?? {}) as { returnTo?: string; frame?: boolean };
    const query = raw.url?.split('?')[1] ?? '';
    const time = now();
    const signedIn = attempt && (await oidc.finish(query, attempt as unknown as SignInAttempt).catch(refuse));
    const session =
      signedIn && startSession({ ...signedIn, kind: 'oidc', keyId: undefined, signedInAt: time }, time);
    const setCookies = [cookies.remove('sign-in')];
    if (session)
      setCookies.push(cookies.write('session', await tokens.write(session), session.expiresAt, time));
    reply.headers({ 'cache-control': 'no-store', 'set-cookie': setCookies });
    if (frame) return reply.header('content-security-policy', framePolicy).type('text/html').send('');
    return reply.redirect(session ? returnTo : `${returnTo.split('#')[0]}#sign-in=failed`, 302);

    /** The error's name and message contain neither code nor token. */
    function refuse(error: Error & { code?: string }): undefined {
      logger.warn(
        { requestId: id, reason: error.code ?? error.name, detail: error.message },
        'sign-in refused',
      );
    }
  });
}
