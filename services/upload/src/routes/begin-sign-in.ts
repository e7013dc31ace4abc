import { Type } from 'typebox';
import type { Cookies } from '../auth/cookies.ts';
import type { OidcClient } from '../auth/oidc-client.ts';
import { readReturnPath } from '../auth/return-path.ts';
import type { Sealer } from '../auth/sealed-token.ts';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { commonProblems } from '../schemas/problem.ts';

interface BeginSignInOptions {
  readonly oidc: OidcClient;
  readonly cookies: Cookies;
  readonly attempts: Sealer;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Maximum time to sign in at the issuer, in milliseconds. */
const attemptMs = 10 * 60_000;

const schema = {
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
  app.get('/auth/login', { schema, handlerTimeout }, async ({ query }, reply) => {
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
