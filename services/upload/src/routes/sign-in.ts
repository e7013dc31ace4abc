import type { Logger } from '@proofsheet/runtime';
import { Type } from 'typebox';
import type { Cookies } from '../auth/cookies.ts';
import type { OidcClient, SignInAttempt } from '../auth/oidc-client.ts';
import type { Sealer } from '../auth/sealed-token.ts';
import { type SessionTokens, startSession } from '../auth/session.ts';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { commonProblems, emptyAnswer } from '../schemas/answers.ts';

interface BeginSignInOptions {
  readonly oidc: OidcClient;
  readonly cookies: Cookies;
  readonly attempts: Sealer;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Maximum time to sign in at the issuer, in milliseconds. */
const attemptMs = 10 * 60_000;

const beginSignInSchema = {
  operationId: 'beginSignIn',
  summary: 'Sign in at the issuer; for browsers',
  tags: ['signing in'],
  security: [],
  querystring: Type.Object(
    {
      returnTo: Type.Optional(
        Type.String({ maxLength: 2000, description: 'Path on this site to return to' }),
      ),
      prompt: Type.Optional(
        Type.Enum(['none', 'login'], {
          description: '`none`: sign in without a prompt if you have a session at the issuer',
        }),
      ),
      frame: Type.Optional(Type.Enum(['1'], { description: 'Ends on an empty page; for hidden frames' })),
    },
    { additionalProperties: false },
  ),
  response: {
    302: emptyAnswer('To the issuer'),
    400: commonProblems[400],
    408: commonProblems[408],
    431: commonProblems[431],
    500: commonProblems[500],
    503: commonProblems[503],
  },
};

/** `GET /auth/login`: sends the browser to the issuer, with a cookie that the callback must match. */
export function addBeginSignIn(app: App, options: BeginSignInOptions): void {
  const { oidc, cookies, attempts, publicUrl, now } = options;
  app.get('/auth/login', { schema: beginSignInSchema, handlerTimeout }, async ({ query }, reply) => {
    const { url, attempt } = await oidc.begin(query.prompt);
    const returnTo = readReturnPath(query.returnTo, publicUrl);
    const time = now();
    const end = new Date(time.getTime() + attemptMs);
    const sealed = await attempts.seal({ ...attempt, returnTo, frame: query.frame === '1' }, end);
    return reply
      .headers({ 'cache-control': 'no-store', 'set-cookie': cookies.write('sign-in', sealed, end, time) })
      .redirect(url.href, 302);
  });
}

interface FinishSignInOptions {
  readonly oidc: OidcClient;
  readonly cookies: Cookies;
  readonly attempts: Sealer;
  readonly tokens: SessionTokens;
  readonly logger: Logger;
  readonly now: () => Date;
}

const finishSignInSchema = {
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
  app.get(
    '/auth/callback',
    { schema: finishSignInSchema, handlerTimeout },
    async ({ headers, raw, id }, reply) => {
      const cookie = cookies.read('sign-in', headers.cookie);
      const attempt = cookie === undefined ? undefined : await attempts.open(cookie, now());
      const { returnTo = '/', frame = false } = (attempt ?? {}) as { returnTo?: string; frame?: boolean };
      const query = raw.url?.split('?')[1] ?? '';
      const time = now();
      const signedIn =
        attempt && (await oidc.finish(query, attempt as unknown as SignInAttempt).catch(refuse));
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
    },
  );
}

/** Returns the path on this site to return to, or `/` for a URL elsewhere. */
function readReturnPath(text: string | undefined, publicUrl: string): string {
  const base = new URL(publicUrl);
  if (text === undefined || !text.startsWith('/') || !URL.canParse(text, publicUrl)) return '/';
  const { origin, pathname, search, hash } = new URL(text, base);
  return origin === base.origin ? `${pathname}${search}${hash}`.replace(/^\/{2,}/, '/') : '/';
}
