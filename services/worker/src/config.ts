import {
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
  MAX_FRAMES: wholeNumber({
    min: 1,
    max: 100_000,
    desc: 'Frames of the longest animation; only the first is shown',
    default: 1000,
  }),
  DECODE_SECONDS: wholeNumber({
    min: 1,
    max: 600,
    desc: 'Longest time to decode and encode one photo; shorter than HANDLER_SECONDS',
    default: 30,
  }),
  MEMORY_MIB: wholeNumber({
    min: 0,
    max: 1_048_576,
    desc: 'MiB that the process may use; 0 takes what its container or the machine allows',
    default: 0,
  }),
  INPUT_FORMATS: formats({
    desc: `Formats that are taken, by the bytes of a photo: of ${knownFormats.join(', ')}; libvips as it comes with sharp has no decoder for heic`,
    default: ['jpeg', 'png', 'webp', 'gif', 'avif'],
  }),
  VARIANTS: makeValidator(parseVariants)({
    desc: 'Further sizes, as JSON: a list of `{name, width, height, fit, format, quality}`',
    default: [],
    example: '[{"name": "large", "width": 1200, "format": "webp"}]',
  }),
  THUMBNAIL_BACKGROUND: makeValidator(parseColour)({
    desc: 'What shows where a photo is transparent, `#rrggbb`',
    default: '#ffffff',
  }),
  CHECK_DELAY_SECONDS: wholeNumber({
    min: 1,
    max: maxDelaySeconds,
    desc: 'After how long a key is looked at once more; longer than HANDLER_SECONDS',
    default: maxDelaySeconds,
  }),
};

/** Former names, which are refused with a hint. */
const renamed = {
  FORMATS: 'INPUT_FORMATS',
  THUMBNAILS: 'VARIANTS',
};

export type Config = ReturnType<typeof readConfig>;

/** @throws InvalidSettingsError that names all that is missing or wrong. */
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
