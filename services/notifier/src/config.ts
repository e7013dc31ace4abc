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
  ...consumerSettings({ concurrency: 8, handlerSeconds: 60 }),
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket of the originals: nobody hears of a photo that is gone from it' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket of the thumbnails; events of any other are left alone' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket of the records of what waits and what has been announced' }),
  THUMBNAILS_QUEUE_URL: httpUrl({ desc: 'Queue that the thumbnails bucket notifies' }),
  TOPIC_ARN: str({ desc: 'SNS topic that announcements are published to' }),
  OWNER_TOPICS: bool({
    desc: 'Whether an owner can have a topic of its own, TOPIC_ARN-<owner>, which hears of that owner’s photos only; publishing to those topics must be allowed then',
    default: false,
  }),
  LINK_MODE: str({
    desc: '`token`: links to the upload service that live for LINK_DAYS. `presigned`: links straight to S3. Beware: they end with the credentials of this process, after hours where these are of a role, and deleting a photo does not end them',
    choices: ['token', 'presigned'],
    default: 'token',
  }),
  PUBLIC_URL: httpUrl({
    desc: 'Where readers of the mails reach the upload service; needed for LINK_MODE=token',
    default: undefined,
  }),
  LINK_KEYS: linkKeys({
    desc: 'Keys that sign the links of mails, `id:base64` pairs with commas between them; the first signs, all verify; needed for LINK_MODE=token',
    example: 'march:pLzJ…',
    default: undefined,
  }),
  LINK_DAYS: wholeNumber({
    min: 1,
    max: 365,
    desc: 'Days that the link of a mail works; presigned links 7 at most',
    default: 7,
  }),
  S3_PUBLIC_ENDPOINT: httpUrl({
    desc: 'Where readers reach S3, if elsewhere than this process does; for LINK_MODE=presigned',
    default: undefined,
  }),
  NOTIFY_LANGUAGE: str({ desc: 'Language of the mails', choices: languages, default: 'en' }),
  NOTIFY_QUIET_SECONDS: wholeNumber({
    min: 0,
    max: 600,
    desc: 'Photos of an owner are announced together once no further one came for so many seconds; 0 announces each at once',
    default: 30,
  }),
  NOTIFY_MAX_WAIT_SECONDS: wholeNumber({
    min: 1,
    max: 3600,
    desc: 'After so many seconds photos are announced although more keep coming',
    default: 300,
  }),
  NOTIFY_MAX_PHOTOS: wholeNumber({
    min: 1,
    max: 1000,
    desc: 'Most photos in one message; so many do not wait for more',
    default: 200,
  }),
  NOTIFY_MAX_PER_SECOND: wholeNumber({
    min: 1,
    max: 300,
    desc: 'Most messages that one pod publishes in a second; SNS ends a subscription to which more than 10 mails a second go, so that the pods together should stay below',
    default: 8,
  }),
  NOTIFY_FAILED: bool({
    desc: 'Whether photos that cannot be processed are announced too; the derived bucket has to notify the queue of new objects with prefix `outcomes/` and suffix `.failed`',
    default: false,
  }),
  NOTIFY_WITHIN_DAYS: wholeNumber({
    min: 1,
    max: 3650,
    desc: 'Originals older than so many days are announced to nobody',
    default: 7,
  }),
  CLAIM_SECONDS: wholeNumber({
    min: 20,
    max: 900,
    desc: 'Lease of the claim under which photos are announced: so long they may be late when a notifier dies',
    default: 60,
  }),
};

/** Former names. Setting one of them is an error that names the present one. */
const renamed = {
  ANNOUNCE_WITHIN_DAYS: 'NOTIFY_WITHIN_DAYS',
  NOTIFY_PHOTOS_PER_MAIL: 'NOTIFY_MAX_PHOTOS',
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettingsError that names all that is missing or wrong. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, {
    renamed,
    problemsOf: (values) => [
      ...problemsOfBuckets(values),
      ...(values.LINK_MODE === 'token' && !values.PUBLIC_URL ? ['PUBLIC_URL: is missing'] : []),
      ...(values.LINK_MODE === 'token' && !values.LINK_KEYS ? ['LINK_KEYS: is missing'] : []),
      ...(values.NOTIFY_MAX_WAIT_SECONDS < values.NOTIFY_QUIET_SECONDS
        ? ['NOTIFY_MAX_WAIT_SECONDS: must not be shorter than NOTIFY_QUIET_SECONDS']
        : []),
      ...problemsOfConsumer(values),
    ],
  });
}
