import { type Static, Type } from 'typebox';
import { csrfHeader } from '../auth/check-same-origin.ts';
import type { Config } from '../config.ts';
import type { App } from '../http/create-server.ts';
import { chooseLanguage, languages } from '../http/language.ts';
import { commonProblems } from '../schemas/answers.ts';
import { maxDeletions } from './delete-photos.ts';
import { maxStatuses } from './get-statuses.ts';
import { minPartSize } from './multipart-uploads.ts';
import { maxSignedParts } from './sign-parts.ts';

const Count = Type.Integer({ minimum: 0 });

const ClientConfig = Type.Object(
  {
    uploads: Type.Object({
      contentTypes: Type.Array(Type.String()),
      maxBytes: Count,
      batchMax: Count,
      multipartFromBytes: Type.Integer({ description: 'Upload larger files in parts' }),
      partSize: Type.Integer({ description: 'Bytes per part; very large files need larger parts' }),
      partsPerCall: Count,
      perMinute: Type.Integer({ minimum: 0, description: 'Uploads per owner and pod; 0 for no limit' }),
    }),
    photos: Type.Object({ pageMax: Count, statusMax: Count, deleteMax: Count, waitSecondsMax: Count }),
    variants: Type.Array(Type.String(), { description: 'Names of the variants that new photos get' }),
    signIn: Type.Array(Type.Object({ kind: Type.Enum(['oidc', 'api-key']), url: Type.String() }), {
      description: 'Ways to sign in with a session cookie',
    }),
    csrfHeader: Type.String({
      description: 'Header that writes with a session cookie must send, with the value 1',
    }),
    features: Type.Object({ subscriptions: Type.Boolean(), shares: Type.Boolean(), events: Type.Boolean() }),
    languages: Type.Array(Type.String()),
    language: Type.String({ description: 'The best match for the Accept-Language of the request' }),
  },
  { title: 'ClientConfig' },
);

const schema = {
  operationId: 'getClientConfig',
  summary: 'Get limits, features and ways to sign in',
  tags: ['clients'],
  security: [],
  response: {
    200: ClientConfig,
    408: commonProblems[408],
    431: commonProblems[431],
    500: commonProblems[500],
    503: commonProblems[503],
  },
};

/** Files above this size, in bytes, are better uploaded in parts. */
const multipartFromBytes = 16 * 1024 ** 2;

/** `GET /v1/client-config`: types, limits and ways to sign in. Needs no credentials. */
export function addGetClientConfig(app: App, config: Config): void {
  const known = describe(config);
  app.get('/v1/client-config', { schema }, async ({ headers }, reply) => {
    const language = chooseLanguage(headers['accept-language']);
    reply.headers({ 'cache-control': 'public, max-age=60', vary: 'accept-language' });
    return reply.send({ ...known, language });
  });
}

function describe(config: Config): Omit<Static<typeof ClientConfig>, 'language'> {
  return {
    uploads: {
      contentTypes: [...config.UPLOAD_CONTENT_TYPES],
      maxBytes: config.MAX_UPLOAD_BYTES,
      batchMax: 100,
      multipartFromBytes,
      partSize: minPartSize,
      partsPerCall: maxSignedParts,
      perMinute: config.MAX_UPLOADS_PER_MINUTE,
    },
    photos: { pageMax: 200, statusMax: maxStatuses, deleteMax: maxDeletions, waitSecondsMax: 20 },
    variants: [...config.VARIANT_NAMES],
    signIn: [
      ...(config.OIDC_CLIENT_ID === undefined ? [] : [{ kind: 'oidc' as const, url: '/auth/login' }]),
      ...(config.SESSION_KEYS.length === 0 ? [] : [{ kind: 'api-key' as const, url: '/auth/session' }]),
    ],
    csrfHeader,
    features: { subscriptions: config.TOPIC_ARN !== undefined, shares: true, events: true },
    languages: [...languages],
  };
}
