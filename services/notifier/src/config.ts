import { parseLinkKeys } from '@proofsheet/photos';
import {
  bucket,
  commonSettings,
  consumerSettings,
  type Environment,
  httpUrl,
  makeValidator,
  problemsOfConsumer,
  readSettings,
  str,
  wholeNumber,
} from '@proofsheet/runtime';
import { languages } from './messages/message-texts.ts';

const linkKeys = makeValidator(parseLinkKeys);

/** The notifier's settings. */
export const settings = {
  ...commonSettings,
  ...consumerSettings({ concurrency: 8, handlerSeconds: 60 }),
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket of the originals: nobody hears of a photo that is gone from it' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket of the thumbnails; events of any other are left alone' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket of the records of what has been announced' }),
  THUMBNAILS_QUEUE_URL: httpUrl({ desc: 'Queue that the thumbnails bucket notifies' }),
  TOPIC_ARN: str({ desc: 'SNS topic that announcements are published to' }),
  PUBLIC_URL: httpUrl({ desc: 'Where readers of the mails reach the upload service' }),
  LINK_KEYS: linkKeys({
    desc: 'Keys that sign the links of mails, `id:base64` pairs with commas between them; the first signs, all verify',
    example: 'march:pLzJ…',
  }),
  LINK_DAYS: wholeNumber({ min: 1, max: 365, desc: 'Days that the link of a mail works', default: 7 }),
  NOTIFY_LANGUAGE: str({ desc: 'Language of the mails', choices: languages, default: 'en' }),
  NOTIFY_QUIET_SECONDS: wholeNumber({
    min: 0,
    max: 0,
    desc: 'Seconds of quiet before photos are announced together; only 0, each photo at once, is possible so far',
    default: 0,
  }),
  ANNOUNCE_WITHIN_DAYS: wholeNumber({
    min: 1,
    max: 3650,
    desc: 'Originals older than so many days are announced to nobody',
    default: 7,
  }),
  CLAIM_SECONDS: wholeNumber({
    min: 30,
    max: 900,
    desc: 'Lease of the claim under which a photo is announced: so long it may be late when a notifier dies',
    default: 60,
  }),
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettings that names all that is missing or wrong. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, problemsOfConsumer);
}
