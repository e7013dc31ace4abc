import { Type } from 'typebox';
import { checkSameOrigin } from '../auth/check-same-origin.ts';
import type { Cookies } from '../auth/cookies.ts';
import type { Owners } from '../auth/find-owner.ts';
import type { OidcClient } from '../auth/oidc-client.ts';
import type { ReadSession } from '../auth/read-session.ts';
import { type Session, type SessionTokens, startSession } from '../auth/session.ts';
import type { SignInCodes } from '../auth/sign-in-code.ts';
import { type App, goneSignal, handlerTimeout } from '../http/create-server.ts';
import type { TakeFromOwner } from '../http/owner-rate.ts';
import { ProblemError } from '../http/problem.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/answers.ts';
import { SessionAnswer } from '../schemas/session.ts';

const getSessionSchema = {
  operationId: 'getSession',
  summary: 'Get the current session',
  tags: ['signing in'],
  security: [],
  response: {
    200: SessionAnswer,
    408: commonProblems[408],
    431: commonProblems[431],
    500: commonProblems[500],
    503: commonProblems[503],
  },
};

/** `GET /auth/session`: whether there is a session, and whose. */
export function addGetSession(app: App, { readSession }: { readSession: ReadSession }): void {
  app.get('/auth/session', { schema: getSessionSchema }, async (request, reply) => {
    const session = await readSession(request);
    return reply.header('cache-control', 'no-store').send(describeSession(session));
  });
}

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

const createSessionSchema = {
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
  app.post('/auth/session', { schema: createSessionSchema, handlerTimeout }, async (request, reply) => {
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

interface EndSessionOptions {
  readonly cookies: Cookies;
  readonly readSession: ReadSession;
  readonly oidc: OidcClient | undefined;
}

const endSessionSchema = {
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
  app.post('/auth/logout', { schema: endSessionSchema, handlerTimeout }, async (request, reply) => {
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

/** Describes a session for the page. */
function describeSession(session: Session | undefined) {
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
