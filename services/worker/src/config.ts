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
  wholeNumber,
} from '@proofsheet/runtime';
import { parseVariants } from './thumbnails/variant.ts';

/** SQS delays a message by 15 minutes at most: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const maxDelaySeconds = 900;

const knownFormats = ['jpeg', 'png', 'webp', 'gif', 'avif', 'heic', 'tiff'];

const formats = makeValidator((text) => {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !knownFormats.includes(name));
  if (unknown.length > 0) throw new Error(`knows ${knownFormats.join(', ')}, not "${unknown.join(', ')}"`);
  return names;
});

function parseColour(text: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new Error(`must be a colour such as #ffffff, not "${text}"`);
  return text;
}

/** The worker's settings. */
export const settings = {
  ...commonSettings,
  ...consumerSettings({ concurrency: 10, handlerSeconds: 120 }),
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket with the originals; events of other buckets are ignored' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket for thumbnails' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket for variants and records' }),
  ORIGINALS_QUEUE_URL: httpUrl({ desc: 'Queue that receives the notifications of the originals bucket' }),
  MAX_BYTES: wholeNumber({
    min: 1,
    max: 5 * 1024 ** 3,
    desc: 'Maximum size of an original, in bytes',
    default: 100 * 1024 ** 2,
  }),
  MAX_PIXELS: wholeNumber({
    min: 1,
    max: 1_000_000_000,
    desc: 'Maximum size of an original, in pixels',
    default: 100_000_000,
  }),
  MAX_FRAMES: wholeNumber({
    min: 1,
    max: 100_000,
    desc: 'Maximum frames of an animation; the thumbnail shows the first',
    default: 1000,
  }),
  DECODE_SECONDS: wholeNumber({
    min: 1,
    max: 600,
    desc: 'Maximum time to decode and encode one photo, in seconds, from when a thread begins. Must be less than HANDLER_SECONDS',
    default: 30,
  }),
  UV_THREADPOOL_SIZE: wholeNumber({
    min: 1,
    max: 1024,
    desc: 'Threads of the process: one for DNS and files, the others for decoding. Use at least one more than CPU cores',
    default: 4,
  }),
  S3_DIRECT: bool({
    desc: 'Read and write objects over plain sockets. `false` uses only the AWS SDK, which needs more CPU',
    default: true,
  }),
  MEMORY_MIB: wholeNumber({
    min: 0,
    max: 1_048_576,
    desc: 'Memory limit of the process, in MiB; 0 uses the limit of the container or the machine',
    default: 0,
  }),
  INPUT_FORMATS: formats({
    desc: `Accepted formats, detected from the bytes of a photo: any of ${knownFormats.join(', ')}`,
    default: ['jpeg', 'png', 'webp', 'gif', 'avif', 'heic'],
  }),
  VARIANTS: makeValidator(parseVariants)({
    desc: 'Variants (further sizes), as a JSON list of `{name, width, height, fit, format, quality}`',
    default: [],
    example: '[{"name": "large", "width": 1200, "format": "webp"}]',
  }),
  THUMBNAIL_BACKGROUND: makeValidator(parseColour)({
    desc: 'Background colour for transparent photos, `#rrggbb`',
    default: '#ffffff',
  }),
  CHECK_DELAY_SECONDS: wholeNumber({
    min: 1,
    max: maxDelaySeconds,
    desc: 'Delay before a key is checked again, in seconds. Must be longer than HANDLER_SECONDS',
    default: maxDelaySeconds,
  }),
};

/** Former names. Setting one of them is an error that names the present one. */
const renamed = {
  FORMATS: 'INPUT_FORMATS',
  THUMBNAILS: 'VARIANTS',
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettingsError that names every missing and invalid setting. */
export function readConfig(env: Environment) {
  return readSettings(env, settings, {
    renamed,
    problemsOf: (values) => [
      ...problemsOfBuckets(values),
      ...(values.DECODE_SECONDS >= values.HANDLER_SECONDS
        ? ['DECODE_SECONDS: must be shorter than HANDLER_SECONDS']
        : []),
      ...(values.CHECK_DELAY_SECONDS <= values.HANDLER_SECONDS
        ? ['CHECK_DELAY_SECONDS: must be longer than HANDLER_SECONDS']
        : []),
      ...problemsOfConsumer(values),
    ],
  });
}
