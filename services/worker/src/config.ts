import {
  bucket,
  commonSettings,
  consumerSettings,
  type Environment,
  httpUrl,
  problemsOfConsumer,
  readSettings,
  wholeNumber,
} from '@proofsheet/runtime';

/** SQS delays a message by 15 minutes at most: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const maxDelaySeconds = 900;

/** The worker's settings. */
export const settings = {
  ...commonSettings,
  ...consumerSettings({ concurrency: 4, handlerSeconds: 120 }),
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket of the originals; events of any other are left alone' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket of the thumbnails' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket of further sizes and of records' }),
  ORIGINALS_QUEUE_URL: httpUrl({ desc: 'Queue that the originals bucket notifies' }),
  MAX_BYTES: wholeNumber({
    min: 1,
    max: 5 * 1024 ** 3,
    desc: 'Bytes of the largest original',
    default: 100 * 1024 ** 2,
  }),
  MAX_PIXELS: wholeNumber({
    min: 1,
    max: 1_000_000_000,
    desc: 'Pixels of the largest original',
    default: 100_000_000,
  }),
  CHECK_DELAY_SECONDS: wholeNumber({
    min: 1,
    max: maxDelaySeconds,
    desc: 'After how long a key is looked at once more; longer than HANDLER_SECONDS',
    default: maxDelaySeconds,
  }),
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettings that names all that is missing or wrong. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, (values) => [
    ...(new Set([values.ORIGINALS_BUCKET, values.THUMBNAILS_BUCKET, values.DERIVED_BUCKET]).size < 3
      ? ['ORIGINALS_BUCKET, THUMBNAILS_BUCKET, DERIVED_BUCKET: must be three different buckets']
      : []),
    ...(values.CHECK_DELAY_SECONDS <= values.HANDLER_SECONDS
      ? ['CHECK_DELAY_SECONDS: must be longer than HANDLER_SECONDS']
      : []),
    ...problemsOfConsumer(values),
  ]);
}
