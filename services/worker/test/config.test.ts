import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidSettingsError } from '@proofsheet/runtime';
import { readConfig, settings } from '../src/config.ts';

const complete = {
  AWS_REGION: 'ap-northeast-2',
  ORIGINALS_BUCKET: 'originals',
  THUMBNAILS_BUCKET: 'thumbnails',
  DERIVED_BUCKET: 'derived',
  ORIGINALS_QUEUE_URL: 'https://sqs.ap-northeast-2.amazonaws.com/1/originals-events',
};

test('the defaults', () => {
  const config = readConfig(complete);
  assert.equal(config.CONCURRENCY, 10);
  assert.equal(config.MAX_BYTES, 100 * 1024 ** 2);
  assert.equal(config.MAX_PIXELS, 100_000_000);
  assert.equal(config.MAX_FRAMES, 1000);
  assert.equal(config.DECODE_SECONDS, 30);
  assert.equal(config.MEMORY_MIB, 0);
  assert.deepEqual(config.INPUT_FORMATS, ['jpeg', 'png', 'webp', 'gif', 'avif', 'heic']);
  assert.deepEqual(config.VARIANTS, []);
  assert.equal(config.THUMBNAIL_BACKGROUND, '#ffffff');
  assert.equal(config.CHECK_DELAY_SECONDS, 900);
});

test('what is set is taken', () => {
  const config = readConfig({
    ...complete,
    INPUT_FORMATS: 'jpeg, tiff',
    VARIANTS: '[{"name": "large", "width": 1200, "format": "webp"}]',
    THUMBNAIL_BACKGROUND: '#00FF7f',
  });
  assert.deepEqual(config.INPUT_FORMATS, ['jpeg', 'tiff']);
  assert.deepEqual(config.VARIANTS, [{ name: 'large', width: 1200, format: 'webp' }]);
  assert.equal(config.THUMBNAIL_BACKGROUND, '#00FF7f');
});

test('every setting says what it is', () => {
  for (const [name, { desc }] of Object.entries(settings)) assert.ok(desc, name);
});

test('every missing setting is reported at once', () => {
  const names = problemsOf({}).map((problem) => problem.split(':')[0]);
  assert.deepEqual(names.sort(), Object.keys(complete).sort());
});

const wrong: [what: string, change: Record<string, string>, problem: RegExp][] = [
  ['two buckets of a name', { DERIVED_BUCKET: 'originals' }, /three different buckets/],
  ['thumbnails among the originals', { THUMBNAILS_BUCKET: 'originals' }, /three different buckets/],
  [
    'no name of a bucket',
    { ORIGINALS_BUCKET: 'Originals' },
    /^ORIGINALS_BUCKET: must be the name of an S3 bucket/,
  ],
  ['no URL of a queue', { ORIGINALS_QUEUE_URL: 'originals-events' }, /^ORIGINALS_QUEUE_URL: must be an http/],
  ['no concurrency', { CONCURRENCY: '0' }, /^CONCURRENCY: must be a whole number from 1 to 64/],
  ['bytes below one', { MAX_BYTES: '0' }, /^MAX_BYTES: must be a whole number/],
  ['more bytes than S3 takes', { MAX_BYTES: '5368709121' }, /^MAX_BYTES: must be a whole number/],
  ['pixels with a unit', { MAX_PIXELS: '100M' }, /^MAX_PIXELS: must be a whole number/],
  ['no frames', { MAX_FRAMES: '0' }, /^MAX_FRAMES: must be a whole number/],
  ['memory below zero', { MEMORY_MIB: '-1' }, /^MEMORY_MIB: must be a whole number/],
  ['an unknown format', { INPUT_FORMATS: 'jpeg,svg' }, /^INPUT_FORMATS: knows jpeg, .*not "svg"/],
  ['a comma too many', { INPUT_FORMATS: 'jpeg,' }, /^INPUT_FORMATS: knows jpeg/],
  ['sizes that are no JSON', { VARIANTS: 'large' }, /^VARIANTS: .*JSON/],
  [
    'a size without a format',
    { VARIANTS: '[{"name": "a", "width": 9}]' },
    /^VARIANTS: size 1: needs a format/,
  ],
  ['a colour by name', { THUMBNAIL_BACKGROUND: 'white' }, /^THUMBNAIL_BACKGROUND: must be a colour/],
  ['a decode longer than a handler', { DECODE_SECONDS: '120' }, /^DECODE_SECONDS: must be shorter/],
  ['a check that comes too early', { CHECK_DELAY_SECONDS: '120' }, /^CHECK_DELAY_SECONDS: must be longer/],
  [
    'a check later than SQS can',
    { CHECK_DELAY_SECONDS: '901' },
    /^CHECK_DELAY_SECONDS: must be a whole number/,
  ],
  [
    'a visibility as short as the poll',
    { VISIBILITY_SECONDS: '29' },
    /^VISIBILITY_SECONDS: must be at least 10/,
  ],
];

for (const [what, change, problem] of wrong) {
  test(`refuses ${what} and says what is wrong, and nothing else`, () => {
    const problems = problemsOf({ ...complete, ...change });
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', problem);
  });
}

test('several wrong settings are all named', () => {
  const problems = problemsOf({ ...complete, MAX_BYTES: 'many', INPUT_FORMATS: 'bmp', VARIANTS: '{}' });
  const names = problems.map((problem) => problem.split(':')[0]);
  assert.deepEqual(names.sort(), ['INPUT_FORMATS', 'MAX_BYTES', 'VARIANTS']);
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof InvalidSettingsError) return error.problems;
    throw error;
  }
  return assert.fail('the settings were taken');
}
