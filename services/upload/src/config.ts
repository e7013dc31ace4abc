import { parseLinkKeys } from '@proofsheet/photos';
import {
  bucket,
  commonSettings,
  type Environment,
  httpUrl,
  list,
  makeValidator,
  readSettings,
  str,
  wholeNumber,
} from '@proofsheet/runtime';
import { parseApiKeys } from './api-keys.ts';

/** S3 takes at most 5 GiB in one PUT: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const maxPutBytes = 5 * 1024 ** 3;
/** A presigned URL lives at most seven days: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const maxUrlSeconds = 7 * 24 * 3600;

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
  }),
  LINK_KEYS: makeValidator(parseLinkKeys)({
    desc: 'Keys of the links in mails: `id:base64` pairs with commas between them; the first signs',
  }),
  UPLOAD_MAX_BYTES: wholeNumber({
    min: 1,
    max: maxPutBytes,
    desc: 'Bytes of the largest upload',
    default: 100 * 1024 ** 2,
  }),
  UPLOAD_CONTENT_TYPES: list({
    desc: 'Content types that may be uploaded',
    default: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
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
  WAITERS_MAX: wholeNumber({
    min: 0,
    max: 100_000,
    desc: 'Requests with `wait` that a pod holds at a time; more get 503',
    default: 500,
  }),
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettings that names all that is missing or wrong. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, (values) =>
    new Set([values.ORIGINALS_BUCKET, values.THUMBNAILS_BUCKET, values.DERIVED_BUCKET]).size < 3
      ? ['ORIGINALS_BUCKET, THUMBNAILS_BUCKET, DERIVED_BUCKET: must be three different buckets']
      : [],
  );
}
