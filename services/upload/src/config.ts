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

/** S3 takes at most 5 GiB in one PUT: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const maxPutBytes = 5 * 1024 ** 3;
/** A presigned URL lives at most seven days: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const maxUrlSeconds = 7 * 24 * 3600;

/** Queues whose depth the metrics show: this service is there when no worker is. */
const queueSettings = {
  ORIGINALS_QUEUE_URL: httpUrl({
    desc: 'Queue of the originals: the metrics then show its depth, and photos that failed can be tried again; GetQueueAttributes and SendMessage must be allowed for it',
    default: undefined,
  }),
  ORIGINALS_DEAD_LETTER_QUEUE_URL: httpUrl({
    desc: 'The same for its dead-letter queue',
    default: undefined,
  }),
  THUMBNAILS_QUEUE_URL: httpUrl({ desc: 'The same for the queue of the thumbnails', default: undefined }),
  THUMBNAILS_DEAD_LETTER_QUEUE_URL: httpUrl({
    desc: 'The same for its dead-letter queue',
    default: undefined,
  }),
};

/** The upload service's settings. */
export const settings = {
  ...commonSettings,
  HOST: str({ desc: 'Address on which the API is served', default: '0.0.0.0' }),
  PORT: wholeNumber({ min: 0, max: 65_535, desc: 'Port of the same; 0 takes a free one', default: 8080 }),
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket of the originals' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket of the thumbnails' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket of further sizes and of records' }),
  S3_PUBLIC_ENDPOINT: httpUrl({
    desc: 'Where clients reach S3, if that differs from AWS_ENDPOINT_URL; buckets are addressed by path',
    default: undefined,
  }),
  API_KEYS: makeValidator(parseApiKeys)({
    desc: 'Who may call: `name:sha256` pairs with commas between them, the hash of the key in hex; several keys may name one owner',
    default: [],
  }),
  API_KEYS_FILE: str({
    desc: 'File with more API keys, separated by newlines or commas. Changes take effect within seconds; wrong pairs are skipped and reported',
    default: undefined,
  }),
  OIDC_ISSUER: httpUrl({ desc: 'Issuer whose access tokens may call', default: undefined }),
  OIDC_AUDIENCE: str({ desc: 'Audience that its tokens must be for', default: undefined }),
  OIDC_ALGORITHMS: list({
    desc: 'Algorithms that its tokens may be signed with',
    default: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  }),
  OIDC_REQUIRED_SCOPES: str({
    desc: 'Scopes that access tokens must have, separated by spaces; none by default',
    default: '',
  }),
  OIDC_REQUIRE_TYPE: bool({
    desc: 'Accept only tokens whose header says `typ: at+jwt` (RFC 9068); false accepts `JWT` and tokens without a type, as many issuers send them',
    default: false,
  }),
  OIDC_CLOCK_TOLERANCE_SECONDS: wholeNumber({
    min: 0,
    max: 300,
    desc: 'How far its clock may be off',
    default: 30,
  }),
  LINK_KEYS: makeValidator(parseLinkKeys)({
    desc: 'Keys of the links in mails: `id:base64` pairs with commas between them; the first signs',
  }),
  PUBLIC_URL: httpUrl({
    desc: 'Where browsers reach this service, such as `https://photos.example`; needed with SESSION_KEYS',
    default: undefined,
  }),
  ALBUM_DIR: str({
    desc: 'Folder of the built album page, served at `/`; without it there is no page',
    default: undefined,
  }),
  SESSION_KEYS: makeValidator(parseLinkKeys)({
    desc: 'Keys of session cookies, as `id:base64` pairs separated by commas; the first seals. Without them nobody can sign in by cookie',
    default: [],
  }),
  TOPIC_ARN: str({
    desc: 'SNS topic that the notifier publishes to: with it people can subscribe to the photos of one owner, each by the topic TOPIC_ARN-<owner>; the notifier needs OWNER_TOPICS=true then',
    default: undefined,
  }),
  ...queueSettings,
  MAX_SUBSCRIPTIONS: wholeNumber({
    min: 1,
    max: 100,
    desc: 'Addresses that an owner may subscribe',
    default: 10,
  }),
  MAX_UPLOAD_BYTES: wholeNumber({
    min: 1,
    max: maxPutBytes,
    desc: 'Bytes of the largest upload',
    default: 100 * 1024 ** 2,
  }),
  UPLOAD_CONTENT_TYPES: list({
    desc: 'Content types that may be uploaded',
    default: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/heic', 'image/heif'],
  }),
  UPLOAD_URL_SECONDS: wholeNumber({
    min: 1,
    max: maxUrlSeconds,
    desc: 'How long an upload may be begun after it was asked for',
    default: 900,
  }),
  DOWNLOAD_URL_SECONDS: wholeNumber({
    min: 2,
    max: maxUrlSeconds,
    desc: 'Longest life of a download URL; at least half of it is left when a client gets it',
    default: 300,
  }),
  MAX_WAITERS: wholeNumber({
    min: 0,
    max: 100_000,
    desc: 'Requests with `wait` that a pod holds at a time; more get 503',
    default: 500,
  }),
  MAX_WAITERS_PER_OWNER: wholeNumber({
    min: 1,
    max: 100_000,
    desc: 'How many of them one owner may have; more get 503',
    default: 100,
  }),
  MAX_EVENT_STREAMS: wholeNumber({
    min: 0,
    max: 100_000,
    desc: 'Event streams (`GET /v1/events`) that a pod holds at a time; more get 503',
    default: 5000,
  }),
  VARIANT_NAMES: list({
    desc: "Names of the further sizes that clients are told of: those of the worker's VARIANTS",
    default: ['screen'],
  }),
  MAX_UPLOADS_PER_MINUTE: wholeNumber({
    min: 0,
    max: 1_000_000,
    desc: 'Uploads that an owner may ask a pod for in a minute; 0 for no limit',
    default: 1000,
  }),
  CORS_ORIGINS: list({
    desc: 'Origins whose pages may call the API, such as `https://photos.example`; `*` for all, none by default',
    default: [],
  }),
  TRUSTED_PROXIES: makeValidator(parseTrustedProxies)({
    desc: 'Addresses and networks (`10.0.0.0/8`, `loopback`, `uniquelocal`) of proxies whose `X-Forwarded-For` is believed when the client address is logged; none by default',
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
    desc: 'How long a client may take to send a request',
    default: 10,
  }),
  MAX_EVENT_LOOP_DELAY_MS: wholeNumber({
    min: 0,
    max: 60_000,
    desc: 'Milliseconds of delay of the event loop from which on requests get 503; 0 for never',
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

/** @throws InvalidSettingsError that names all that is missing or wrong. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, {
    renamed,
    problemsOf: (values) => [
      ...problemsOfBuckets(values),
      ...problemsOfSessions(values),
      ...(values.API_KEYS.length === 0 && !values.API_KEYS_FILE && !values.OIDC_ISSUER
        ? ['API_KEYS, API_KEYS_FILE, OIDC_ISSUER: at least one is needed, else nobody could call']
        : []),
      ...(values.OIDC_ISSUER && !values.OIDC_AUDIENCE
        ? ['OIDC_AUDIENCE: is missing, and without it tokens for other services would be good here']
        : []),
      ...(values.OIDC_ALGORITHMS.some((algorithm) => !/^(RS|PS|ES)\d{3}$|^EdDSA$/.test(algorithm))
        ? ['OIDC_ALGORITHMS: must be algorithms of public keys, such as RS256 or ES256']
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
  if (!PUBLIC_URL) return ['PUBLIC_URL: is missing, and without it the session cookie cannot be bound to it'];
  const { protocol, hostname } = new URL(PUBLIC_URL);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
    ? []
    : ['PUBLIC_URL: must be https for session cookies, except on loopback'];
}
