import { Type } from 'typebox';
import { checkSameOrigin } from '../auth/check-same-origin.ts';
import type { Cookies } from '../auth/cookies.ts';
import type { App } from '../http/create-server.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';

const schema = {
  operationId: 'endSession',
  summary: 'Sign out',
  tags: ['signing in'],
  security: [],
  response: {
    200: Type.Object(
      { redirectTo: Type.Optional(Type.String({ description: "Where the issuer's own session ends" })) },
      { title: 'EndedSession' },
    ),
    ...commonProblems,
    ...bodyProblems,
    403: problemAnswer('The request comes from another site'),
  },
};

/** `POST /auth/logout`: removes the session cookie, whether it is good or not. */
export function addEndSession(app: App, { cookies }: { cookies: Cookies }): void {
  app.post('/auth/logout', { schema }, async (request, reply) => {
    checkSameOrigin(request);
    return reply
      .headers({
        'cache-control': 'no-store',
        'set-cookie': cookies.remove('session'),
      })
      .send({});
  });
}
