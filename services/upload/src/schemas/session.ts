import { Type } from 'typebox';

/** The current session. */
export const SessionAnswer = Type.Object(
  {
    signedIn: Type.Boolean(),
    owner: Type.Optional(
      Type.String({
        description: 'Permanent id of the person: 32 hex digits without further meaning',
      }),
    ),
    name: Type.Optional(Type.String({ description: 'Display name' })),
    kind: Type.Optional(Type.Enum(['oidc', 'api-key', 'code'], { description: 'How the session began' })),
    expiresAt: Type.Optional(Type.String({ format: 'date-time', description: 'When the session ends' })),
  },
  { title: 'Session', description: 'The current session. Without a session, only `signedIn: false`' },
);
