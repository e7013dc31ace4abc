import { parseLinkKeys } from '@proofsheet/photos';
import {
  bool,
  bucket,
  commonSettings,
  consumerSettings,
  type Environment,
  httpUrl,
  makeValidator,
  problemsOfBuckets,
  problemsOfConsumer,
  readSettings,
  str,
  wholeNumber,
} from '@proofsheet/runtime';
import { languages } from './messages/languages.ts';

const linkKeys = makeValidator(parseLinkKeys);

/** The notifier's settings. */
export const settings = {
  ...commonSettings,
  ...consumerSettings({ concurrency: 16, handlerSeconds: 60 }),
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket of the originals' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket of the thumbnails' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket of the notifier’s records' }),
  THUMBNAILS_QUEUE_URL: httpUrl({ desc: 'Queue that receives the events of the thumbnails bucket' }),
  TOPIC_ARN: str({ desc: 'Shared SNS topic; the names of owners’ topics begin with its name' }),
  SHARED_TOPIC: bool({
    desc: 'Publish the notifications of all photos to TOPIC_ARN. `false` requires OWNER_TOPICS; photos without an owner then have no notifications',
    default: true,
  }),
  OWNER_TOPICS: bool({
    desc: 'Also publish the notifications of each owner’s photos to the topic TOPIC_ARN-<owner>, if it exists. Requires permission to publish to these topics',
    default: false,
  }),
  LINK_MODE: str({
    desc: '`token`: links to the upload service, valid for LINK_DAYS. `presigned`: links to S3 that stop working when the notifier’s credentials expire (with a role, after some hours), but not when the original is deleted. `album`: links to the photo in its owner’s album, for readers who sign in as the owner; photos without an owner have `token` links',
    choices: ['token', 'presigned', 'album'],
    default: 'token',
  }),
  PUBLIC_URL: httpUrl({
    desc: 'URL of the upload service for readers of emails; required unless LINK_MODE=presigned',
    default: undefined,
  }),
  LINK_KEYS: linkKeys({
    desc: 'Keys that sign the links in emails: comma-separated `id:base64` pairs. The first one signs, all of them verify. Required unless LINK_MODE=presigned',
    example: 'march:pLzJ…',
    default: undefined,
  }),
  LINK_DAYS: wholeNumber({
    min: 1,
    max: 365,
    desc: 'Lifetime of links in emails, in days; at most 7 for presigned links',
    default: 7,
  }),
  S3_PUBLIC_ENDPOINT: httpUrl({
    desc: 'S3 endpoint for readers of emails, if it differs from AWS_ENDPOINT_URL; for LINK_MODE=presigned',
    default: undefined,
  }),
  NOTIFY_LANGUAGE: str({ desc: 'Language of emails', choices: languages, default: 'en' }),
  NOTIFY_QUIET_SECONDS: wholeNumber({
    min: 0,
    max: 600,
    desc: 'A notification waits until its owner has sent no further photo for this long, in seconds; 0 sends it at once',
    default: 30,
  }),
  NOTIFY_MAX_WAIT_SECONDS: wholeNumber({
    min: 1,
    max: 3600,
    desc: 'Maximum wait for further photos, in seconds',
    default: 300,
  }),
  NOTIFY_MAX_PHOTOS: wholeNumber({
    min: 1,
    max: 1000,
    desc: 'Maximum photos per message. A full message is sent at once',
    default: 200,
  }),
  NOTIFY_MAX_PER_SECOND: wholeNumber({
    min: 1,
    max: 300,
    desc: 'Maximum messages per second and pod to the shared topic. SNS drops email subscriptions that get more than 10 a second in total',
    default: 8,
  }),
  NOTIFY_FAILED: bool({
    desc: 'Also notify of photos that could not be processed. The derived bucket must send events of new objects with prefix `outcomes/` and suffix `.failed` to the queue',
    default: false,
  }),
  NOTIFY_WITHIN_DAYS: wholeNumber({
    min: 1,
    // Notified records expire after 30 days.
    max: 29,
    desc: 'Maximum age of originals, in days. Older ones cause no notifications',
    default: 7,
  }),
  CLAIM_SECONDS: wholeNumber({
    min: 20,
    max: 900,
    desc: 'Lease duration, in seconds. If a notifier dies, its notifications are sent up to this much later',
    default: 60,
  }),
};

/** Former names. Setting one of them is an error that names the present one. */
const renamed = {
  ANNOUNCE_WITHIN_DAYS: 'NOTIFY_WITHIN_DAYS',
  NOTIFY_PHOTOS_PER_MAIL: 'NOTIFY_MAX_PHOTOS',
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettingsError that lists every missing or invalid setting. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, {
    renamed,
    problemsOf: (values) => [
      ...problemsOfBuckets(values),
      ...(values.SHARED_TOPIC || values.OWNER_TOPICS
        ? []
        : ['SHARED_TOPIC: false requires OWNER_TOPICS=true']),
      ...(values.LINK_MODE !== 'presigned' && !values.PUBLIC_URL ? ['PUBLIC_URL: is missing'] : []),
      ...(values.LINK_MODE !== 'presigned' && !values.LINK_KEYS ? ['LINK_KEYS: is missing'] : []),
      ...(values.NOTIFY_MAX_WAIT_SECONDS < values.NOTIFY_QUIET_SECONDS
        ? ['NOTIFY_MAX_WAIT_SECONDS: must not be shorter than NOTIFY_QUIET_SECONDS']
        : []),
      ...problemsOfConsumer(values),
    ],
  });
}
