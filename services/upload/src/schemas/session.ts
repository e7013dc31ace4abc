import { Type } from 'typebox';

/** Who is signed in. */
export const SessionAnswer = Type.Object(
  {
    signedIn: Type.Boolean(),
    owner: Type.Optional(
      Type.String({
        description: 'Stays the same for the same person: 32 hex digits that tell nothing else',
      }),
    ),
    name: Type.Optional(Type.String({ description: 'For people; may be missing' })),
    kind: Type.Optional(Type.Enum(['oidc', 'api-key', 'code'], { description: 'How the session began' })),
    expiresAt: Type.Optional(Type.String({ format: 'date-time', description: 'When the session ends' })),
  },
  { title: 'Session', description: 'Without more fields when nobody is signed in' },
);
