import { Type } from 'typebox';
import type { Owners } from '../auth/find-owner.ts';
import type { SignInCodes } from '../auth/sign-in-code.ts';
import type { App } from '../http/create-server.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/answers.ts';

interface CreateCodeOptions {
  readonly codes: SignInCodes;
  readonly owners: Pick<Owners, 'findKey'>;
  readonly publicUrl: string;
  readonly now: () => Date;
}

const schema = {
  operationId: 'createCode',
  summary: 'Create a link that signs you in once on another device',
  tags: ['signing in'],
  body: Type.Object(
    {
      expiresIn: Type.Optional(
        Type.Integer({
          minimum: 60,
          maximum: 43_200,
          default: 600,
          description: 'Lifetime in seconds',
        }),
      ),
    },
    { additionalProperties: false, title: 'NewCode' },
  ),
  response: {
    201: Type.Object(
      {
        code: Type.String({ description: 'A secret' }),
        url: Type.String({
          description: 'The page with the code after a `#`, which browsers do not send to servers. A secret',
        }),
        expiresAt: Type.String({ format: 'date-time' }),
      },
      { title: 'Code' },
    ),
    ...commonProblems,
    ...bodyProblems,
    403: problemAnswer('The request comes from another site'),
  },
};

/** `POST /auth/codes`: creates a code that `POST /auth/session` accepts once. */
export function addCreateCode(app: App, { codes, owners, publicUrl, now }: CreateCodeOptions): void {
  app.post('/auth/codes', { schema }, async (request, reply) => {
    const { owner, session, headers, body } = request;
    const key = owners.findKey(/^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
    const end = now().getTime() + (body.expiresIn ?? 600) * 1000;
    const expiresAt = new Date(Math.floor(end / 1000) * 1000);
    const code = await codes.issue({ owner, keyId: key?.keyId ?? session?.keyId }, expiresAt);
    const url = `${publicUrl.replace(/\/$/, '')}/#code=${code}`;
    return reply
      .code(201)
      .header('cache-control', 'no-store')
      .send({ code, url, expiresAt: expiresAt.toISOString() });
  });
}
