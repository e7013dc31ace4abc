import { parseLinkKeys } from '@proofsheet/photos';
import {
  bool,
  bucket,
  commonSettings,
  type Environment,
  httpUrl,
  list,
  makeValidator,
  problemsOfBuckets,
  readSettings,
  str,
  wholeNumber,
} from '@proofsheet/runtime';
import { parseApiKeys } from './auth/api-keys.ts';
import { parseTrustedProxies } from './http/trusted-proxies.ts';

/** Maximum size of one PUT: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const maxPutBytes = 5 * 1024 ** 3;
/** Maximum lifetime of a presigned URL: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const maxUrlSeconds = 7 * 24 * 3600;

/** Queues whose depth this service exports: it runs while the worker is scaled to zero. */
const queueSettings = {
  ORIGINALS_QUEUE_URL: httpUrl({
    desc: 'URL of the originals queue, for queue metrics and for retries of failed photos. Requires GetQueueAttributes and SendMessage',
    default: undefined,
  }),
  ORIGINALS_DEAD_LETTER_QUEUE_URL: httpUrl({
    desc: 'URL of its dead-letter queue, for the depth',
    default: undefined,
  }),
  THUMBNAILS_QUEUE_URL: httpUrl({
    desc: 'URL of the thumbnails queue, for queue metrics',
    default: undefined,
  }),
  THUMBNAILS_DEAD_LETTER_QUEUE_URL: httpUrl({
    desc: 'URL of its dead-letter queue, for the depth',
    default: undefined,
  }),
};

/** The upload service's settings. */
export const settings = {
  ...commonSettings,
  HOST: str({ desc: 'Listening address of the API', default: '0.0.0.0' }),
  PORT: wholeNumber({ min: 0, max: 65_535, desc: 'Port of the API; 0 picks a free port', default: 8080 }),
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket for originals' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket for thumbnails' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket for variants and records' }),
  S3_PUBLIC_ENDPOINT: httpUrl({
    desc: 'S3 endpoint for clients, if it differs from AWS_ENDPOINT_URL. Uses path-style addresses',
    default: undefined,
  }),
  API_KEYS: makeValidator(parseApiKeys)({
    desc: 'API keys: comma-separated `name:sha256` pairs with the hash of the key in hex. An owner may have several keys',
    default: [],
  }),
  API_KEYS_FILE: str({
    desc: 'File with more API keys, separated by newlines or commas. Changes take effect within seconds; wrong pairs are skipped and reported',
    default: undefined,
  }),
  OIDC_ISSUER: httpUrl({ desc: 'OIDC issuer whose access tokens are accepted', default: undefined }),
  OIDC_AUDIENCE: str({ desc: 'Required audience of access tokens', default: undefined }),
  OIDC_ALGORITHMS: list({
    desc: 'Accepted signature algorithms of access tokens',
    default: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  }),
  OIDC_REQUIRED_SCOPES: str({
    desc: 'Required scopes of access tokens, separated by spaces; none by default',
    default: '',
  }),
  OIDC_REQUIRE_TYPE: bool({
    desc: 'Accept only tokens with the header `typ: at+jwt` (RFC 9068). `false` also accepts `JWT` and no type, which many issuers send',
    default: false,
  }),
  OIDC_CLIENT_ID: str({
    desc: 'Client ID of this service at the issuer, for signing people in. Register the redirect URI PUBLIC_URL/auth/callback. Requires SESSION_KEYS',
    default: undefined,
  }),
  OIDC_CLIENT_SECRET: str({
    desc: 'Client secret for OIDC_CLIENT_ID; none for a public client',
    default: undefined,
  }),
  OIDC_SCOPES: str({ desc: 'Scopes requested when people sign in', default: 'openid profile' }),
  OIDC_CLOCK_TOLERANCE_SECONDS: wholeNumber({
    min: 0,
    max: 300,
    desc: 'Maximum clock difference between this service and the issuer, in seconds',
    default: 30,
  }),
  LINK_KEYS: makeValidator(parseLinkKeys)({
    desc: 'Keys for links in emails and ids of multipart uploads: comma-separated `id:base64` pairs. The first one signs, all of them verify',
  }),
  PUBLIC_URL: httpUrl({
    desc: 'URL of this service for browsers, such as `https://photos.example`. Required with SESSION_KEYS',
    default: undefined,
  }),
  ALBUM_DIR: str({
    desc: 'Directory of the built album page, served at `/`; no page by default',
    default: undefined,
  }),
  SESSION_KEYS: makeValidator(parseLinkKeys)({
    desc: 'Keys for session cookies: comma-separated `id:base64` pairs. The first one encrypts, all of them decrypt. Without keys, browsers cannot sign in',
    default: [],
  }),
  TOPIC_ARN: str({
    desc: 'SNS topic of the notifier. Enables subscriptions to the photos of one owner, by the topic TOPIC_ARN-<owner>. Requires OWNER_TOPICS=true on the notifier',
    default: undefined,
  }),
  ...queueSettings,
  MAX_SUBSCRIPTIONS: wholeNumber({
    min: 1,
    max: 100,
    desc: 'Maximum subscriptions per owner',
    default: 10,
  }),
  MAX_UPLOAD_BYTES: wholeNumber({
    min: 1,
    max: maxPutBytes,
    desc: 'Maximum upload size in bytes',
    default: 100 * 1024 ** 2,
  }),
  UPLOAD_CONTENT_TYPES: list({
    desc: 'Accepted content types of uploads',
    default: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/heic', 'image/heif'],
  }),
  UPLOAD_URL_SECONDS: wholeNumber({
    min: 1,
    max: maxUrlSeconds,
    desc: 'Lifetime of upload URLs in seconds. An upload must start within it',
    default: 900,
  }),
  DOWNLOAD_URL_SECONDS: wholeNumber({
    min: 2,
    max: maxUrlSeconds,
    desc: 'Maximum lifetime of download URLs in seconds. At least half of it is left when a client receives one',
    default: 300,
  }),
  MAX_WAITERS: wholeNumber({
    min: 0,
    max: 100_000,
    desc: 'Maximum requests with `wait` per pod at a time; more get 503',
    default: 500,
  }),
  MAX_WAITERS_PER_OWNER: wholeNumber({
    min: 1,
    max: 100_000,
    desc: 'Maximum requests with `wait` per owner and pod at a time; more get 503',
    default: 100,
  }),
  MAX_EVENT_STREAMS: wholeNumber({
    min: 0,
    max: 100_000,
    desc: 'Maximum event streams (`GET /v1/events`) per pod at a time; more get 503',
    default: 5000,
  }),
  VARIANT_NAMES: list({
    desc: "Names of variants for clients: those of the worker's VARIANTS",
    default: ['screen'],
  }),
  MAX_UPLOADS_PER_MINUTE: wholeNumber({
    min: 0,
    max: 1_000_000,
    desc: 'Maximum uploads per minute, owner and pod; 0 for no limit',
    default: 1000,
  }),
  CORS_ORIGINS: list({
    desc: 'CORS origins of the API, such as `https://photos.example`; `*` for all, none by default',
    default: [],
  }),
  TRUSTED_PROXIES: makeValidator(parseTrustedProxies)({
    desc: 'Addresses and networks (`10.0.0.0/8`, `loopback`, `uniquelocal`) of proxies whose `X-Forwarded-For` is trusted for the client address in logs; none by default',
    default: [],
  }),
  MAX_BODY_BYTES: wholeNumber({
    min: 1024,
    max: 64 * 1024 ** 2,
    desc: 'Maximum request body in bytes. Photos are uploaded to S3 directly and do not count',
    default: 256 * 1024,
  }),
  REQUEST_TIMEOUT_SECONDS: wholeNumber({
    min: 1,
    max: 600,
    desc: 'Timeout for receiving a request, in seconds',
    default: 10,
  }),
  MAX_EVENT_LOOP_DELAY_MS: wholeNumber({
    min: 0,
    max: 60_000,
    desc: 'Maximum event loop delay in milliseconds; requests get 503 above it. 0 disables the check',
    default: 1000,
  }),
};

/** Former names. Setting one of them is an error that names the present one. */
const renamed = {
  SUBSCRIPTIONS_MAX: 'MAX_SUBSCRIPTIONS',
  UPLOAD_MAX_BYTES: 'MAX_UPLOAD_BYTES',
  WAITERS_MAX: 'MAX_WAITERS',
  BODY_MAX_BYTES: 'MAX_BODY_BYTES',
  EVENT_LOOP_DELAY_MAX: 'MAX_EVENT_LOOP_DELAY_MS',
  UPLOADS_PER_MINUTE: 'MAX_UPLOADS_PER_MINUTE',
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettingsError that lists every missing or invalid setting. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, {
    renamed,
    problemsOf: (values) => [
      ...problemsOfBuckets(values),
      ...problemsOfSessions(values),
      ...(values.OIDC_CLIENT_ID && (!values.OIDC_ISSUER || values.SESSION_KEYS.length === 0)
        ? ['OIDC_CLIENT_ID: needs OIDC_ISSUER and SESSION_KEYS']
        : []),
      ...(values.API_KEYS.length === 0 && !values.API_KEYS_FILE && !values.OIDC_ISSUER
        ? [
            'API_KEYS, API_KEYS_FILE, OIDC_ISSUER: at least one is required, otherwise no client can authenticate',
          ]
        : []),
      ...(values.OIDC_ISSUER && !values.OIDC_AUDIENCE
        ? ['OIDC_AUDIENCE: is missing. Without it, tokens for other services would be accepted']
        : []),
      ...(values.OIDC_ALGORITHMS.some((algorithm) => !/^(RS|PS|ES)\d{3}$|^EdDSA$/.test(algorithm))
        ? ['OIDC_ALGORITHMS: must be public-key algorithms such as RS256 or ES256']
        : []),
    ],
  });
}

function problemsOfSessions({
  SESSION_KEYS,
  PUBLIC_URL,
}: {
  readonly SESSION_KEYS: readonly unknown[];
  readonly PUBLIC_URL: string | undefined;
}): string[] {
  if (SESSION_KEYS.length === 0) return [];
  if (!PUBLIC_URL)
    return ['PUBLIC_URL: is missing. SESSION_KEYS require it, because session cookies are bound to this URL'];
  const { protocol, hostname } = new URL(PUBLIC_URL);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
    ? []
    : ['PUBLIC_URL: must be https for session cookies, except on loopback'];
}
