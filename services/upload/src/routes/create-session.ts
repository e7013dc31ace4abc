import { Type } from 'typebox';
import { checkSameOrigin } from '../auth/check-same-origin.ts';
import type { Cookies } from '../auth/cookies.ts';
import { describeSession } from '../auth/describe-session.ts';
import type { Owners } from '../auth/find-owner.ts';
import type { ReadSession } from '../auth/read-session.ts';
import { type Session, type SessionTokens, startSession } from '../auth/session.ts';
import type { SignInCodes } from '../auth/sign-in-code.ts';
import type { App } from '../http/create-server.ts';
import { goneSignal } from '../http/gone-signal.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import type { TakeFromOwner } from '../http/owner-rate.ts';
import { ProblemError } from '../http/problem.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';
import { SessionAnswer } from '../schemas/session.ts';

interface CreateSessionOptions {
  readonly cookies: Cookies;
  readonly tokens: SessionTokens;
  readonly owners: Owners;
  readonly codes: SignInCodes;
  readonly readSession: ReadSession;
  /** Limits attempts per client address. */
  readonly takeAttempt: TakeFromOwner;
  readonly now: () => Date;
}

const NewSession = Type.Object(
  {
    apiKey: Type.Optional(Type.String({ minLength: 1, maxLength: 8192 })),
    code: Type.Optional(
      Type.String({ minLength: 1, maxLength: 4096, description: 'Code of POST /auth/codes' }),
    ),
  },
  {
    additionalProperties: false,
    maxProperties: 1,
    title: 'NewSession',
    description: 'One of the two; neither to renew a session',
  },
);

const schema = {
  operationId: 'createSession',
  summary: 'Sign in with an API key or a code, or renew the session',
  tags: ['signing in'],
  security: [],
  body: NewSession,
  response: {
    200: SessionAnswer,
    ...commonProblems,
    ...bodyProblems,
    401: problemAnswer('The key is unknown, the code is over or was used, or there is no session to renew'),
    403: problemAnswer('The request comes from another site'),
    429: problemAnswer('Too many attempts; try again after Retry-After seconds'),
  },
};

/** `POST /auth/session`: signs in without an issuer. */
export function addCreateSession(app: App, options: CreateSessionOptions): void {
  const { cookies, tokens, takeAttempt, now } = options;
  app.post('/auth/session', { schema, handlerTimeout }, async (request, reply) => {
    checkSameOrigin(request);
    takeAttempt(request.ip);
    const begun = await identify(request, options, goneSignal(reply));
    const time = now();
    const session = startSession(begun, time);
    if (!session)
      throw new ProblemError('unauthorized', {
        detail: 'The session has reached its maximum lifetime. Sign in again',
      });
    const token = await tokens.write(session);
    return reply
      .headers({
        'cache-control': 'no-store',
        'set-cookie': cookies.write('session', token, session.expiresAt, time),
      })
      .send(describeSession(session));
  });
}

type Begun = Omit<Session, 'expiresAt'>;

/** @throws ProblemError `unauthorized`, `code-refused` */
async function identify(
  { body, headers }: { body: { apiKey?: string; code?: string }; headers: { cookie?: string | undefined } },
  { owners, codes, readSession, now }: CreateSessionOptions,
  signal: AbortSignal,
): Promise<Begun> {
  if (body.apiKey !== undefined) {
    const key = owners.findKey(body.apiKey);
    if (!key) throw new ProblemError('unauthorized');
    return { ...key, kind: 'api-key', name: undefined, signedInAt: now() };
  }
  if (body.code !== undefined) {
    const holder = await codes.redeem(body.code, signal);
    if (!holder || (holder.keyId !== undefined && !owners.hasKey({ ...holder, keyId: holder.keyId })))
      throw new ProblemError('code-refused');
    return { ...holder, kind: 'code', name: undefined, signedInAt: now() };
  }
  const session = await readSession({ headers });
  // The issuer alone decides how long its users stay signed in.
  if (session?.keyId === undefined) throw new ProblemError('unauthorized');
  return session;
}
